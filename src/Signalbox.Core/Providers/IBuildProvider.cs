using Signalbox.Core.Failures;

namespace Signalbox.Core.Providers;

/// <summary>
/// Adapter to one CI. A long-lived singleton that translates and keeps no policy: it never retries, never waits for a build, and is
/// safe to call concurrently.
/// </summary>
/// <remarks>
/// Expected errors are <see cref="InvalidRequestException"/> (never retried) and <see cref="BuildNotFoundException"/>; everything
/// else counts as infrastructure and is retried by the orchestration. Dispose ends pending calls as cancelled, may be called twice,
/// and makes later calls throw <see cref="ObjectDisposedException"/>.
/// </remarks>
public interface IBuildProvider : IAsyncDisposable
{
    /// <summary>The word for it in configuration: `process`, `buildkite`.</summary>
    string Name { get; }

    /// <summary>How many builds it should be given at once, where it has a limit of its own; the orchestration keeps it.</summary>
    int? MaxParallel => null;

    /// <summary>
    /// Asks the CI for one build and returns as soon as it was accepted. A repeated call with the same
    /// <see cref="ScheduleRequest.Key"/> ends with one live build and returns its id; the key travels in the create call itself (P3).
    /// </summary>
    /// <exception cref="InvalidRequestException">P2: refused before calling out.</exception>
    Task<ProviderBuildId> ScheduleAsync(ScheduleRequest request, CancellationToken cancellationToken);

    /// <summary>Reads the build's state once. A word that the adapter does not know is <see cref="ProviderBuildState.Unknown"/>.</summary>
    /// <exception cref="BuildNotFoundException">The CI does not know the id.</exception>
    Task<ProviderStatus> PollAsync(ProviderBuildId id, CancellationToken cancellationToken);

    /// <summary>
    /// Asks for the build's end and returns without waiting for it. Idempotent, allowed in any state, no error for a finished build.
    /// </summary>
    /// <exception cref="BuildNotFoundException">The CI does not know the id.</exception>
    Task CancelAsync(ProviderBuildId id, CancellationToken cancellationToken);
}
