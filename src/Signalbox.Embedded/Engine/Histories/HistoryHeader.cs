namespace Signalbox.Embedded.Engine.Histories;

/// <summary>What a generation began with: the first line of an exported history.</summary>
internal sealed record HistoryHeader
{
    /// <summary>The instance.</summary>
    public required string InstanceId { get; init; }

    /// <summary>Its orchestrator.</summary>
    public required string Orchestrator { get; init; }

    /// <summary>How often it has continued as new.</summary>
    public required long Generation { get; init; }

    /// <summary>The generation's input.</summary>
    public RawJson? Input { get; init; }
}
