using Signalbox.Core.Builds;
using Signalbox.Core.Events;

namespace Signalbox.Embedded.Host;

/// <summary>What a data directory holds before its first build.</summary>
internal sealed class NoBuilds : IBuildStore, IEventLog
{
    public Task<CreateBuildResult> CreateAsync(BuildId id, BuildRequest request, DateTimeOffset now, CancellationToken cancellationToken) =>
        throw ForReading();

    public Task<BuildHead?> FindAsync(BuildId id, CancellationToken cancellationToken) => Task.FromResult<BuildHead?>(null);

    public Task<(BuildHead Head, BuildTask Task)?> FindTaskAsync(BuildId id, string task, CancellationToken cancellationToken) =>
        Task.FromResult<(BuildHead Head, BuildTask Task)?>(null);

    public Task<IReadOnlyList<BuildTask>> ListTasksAsync(BuildId id, string? stage, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<BuildTask>>([]);

    public Task<BuildHead?> MarkCancelledAsync(BuildId id, CancelMark mark, CancellationToken cancellationToken) => throw ForReading();

    public Task<BuildPage> ListAsync(BuildQuery query, CancellationToken cancellationToken) =>
        Task.FromResult(new BuildPage([], Next: null));

    public Task<bool> DeleteAsync(BuildId id, CancellationToken cancellationToken) => throw ForReading();

    public Task<AppendResult> AppendAsync(BuildId build, IReadOnlyList<PendingEvent> events, CancellationToken cancellationToken) =>
        throw ForReading();

    public Task<IReadOnlyList<BuildEvent>> ReadAsync(BuildId build, long after, int limit, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<BuildEvent>>([]);

    public Task<EventPage> ReadAllAsync(string? cursor, int limit, CancellationToken cancellationToken) =>
        Task.FromResult(new EventPage([], cursor ?? ""));

    private static InvalidOperationException ForReading() => new("The data directory was opened for reading only.");
}
