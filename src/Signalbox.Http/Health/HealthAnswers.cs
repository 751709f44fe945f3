namespace Signalbox.Http.Health;

/// <summary>The service answers.</summary>
/// <param name="Status">`ok`.</param>
public sealed record Liveness(string Status);

/// <summary>Whether the service can do its work.</summary>
/// <param name="Status">`ready` or `not_ready`.</param>
/// <param name="Dependencies">
/// The state of each thing that it needs: `ok` or `failing`. Why stands in the log, for this route is open.
/// </param>
public sealed record Readiness(string Status, IReadOnlyDictionary<string, string> Dependencies);
