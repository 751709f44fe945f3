using System.Text.Json.Serialization;

namespace Signalbox.Embedded.Engine.Histories;

/// <summary>
/// What an orchestration asked for in a turn. A replay must ask for the same, by these properties; payloads are not compared, since code
/// may learn to send more. The names live in databases: never changed.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(CallActivity), "activity"), JsonDerivedType(typeof(CallChild), "child")]
[JsonDerivedType(typeof(SetTimer), "timer"), JsonDerivedType(typeof(CancelTimer), "cancel")]
internal abstract record HistoryCommand
{
    private HistoryCommand()
    {
    }

    /// <summary>Its place in the generation, from 0; of a cancelled timer, the timer's.</summary>
    public required int Task { get; init; }

    /// <summary>Run an activity.</summary>
    public sealed record CallActivity(string Name) : HistoryCommand
    {
        /// <summary>Kept with the pending activity, not in the history.</summary>
        [JsonIgnore]
        public string? Input { get; init; }

        /// <inheritdoc/>
        public override string ToString() => $"activity '{Name}'";
    }

    /// <summary>Start a child.</summary>
    public sealed record CallChild(string Name, string InstanceId) : HistoryCommand
    {
        /// <summary>Kept with the child, not in the history.</summary>
        [JsonIgnore]
        public string? Input { get; init; }

        /// <inheritdoc/>
        public override string ToString() => $"child '{Name}' with id '{InstanceId}'";
    }

    /// <summary>Wake at a time.</summary>
    public sealed record SetTimer(DateTime FireAt) : HistoryCommand
    {
        /// <inheritdoc/>
        public override string ToString() => $"timer for {FireAt:O}";
    }

    /// <summary>Forget a timer.</summary>
    public sealed record CancelTimer : HistoryCommand
    {
        /// <inheritdoc/>
        public override string ToString() => $"cancellation of timer {Task}";
    }

    /// <summary>Whether a replay asked for what the record shows.</summary>
    public bool Matches(HistoryCommand replayed) => (this, replayed) switch
    {
        _ when Task != replayed.Task => false,
        (CallActivity a, CallActivity b) => a.Name == b.Name,
        (CallChild a, CallChild b) => a.Name == b.Name && a.InstanceId == b.InstanceId,
        (SetTimer a, SetTimer b) => a.FireAt == b.FireAt,
        (CancelTimer, CancelTimer) => true,
        _ => false,
    };
}
