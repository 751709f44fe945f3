using System.Text.Json.Serialization;
using Signalbox.Workflows.Durable;

namespace Signalbox.Embedded.Engine.Histories;

/// <summary>How a generation ended. The names live in databases: never changed.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Completed), "completed"), JsonDerivedType(typeof(Failed), "failed")]
[JsonDerivedType(typeof(Terminated), "terminated"), JsonDerivedType(typeof(Continued), "continued")]
internal abstract record HistoryEnd
{
    private HistoryEnd()
    {
    }

    /// <summary>The orchestrator returned.</summary>
    public sealed record Completed(RawJson? Output) : HistoryEnd;

    /// <summary>The orchestrator threw, or cannot go on.</summary>
    public sealed record Failed(WorkflowFailure Failure) : HistoryEnd;

    /// <summary>Somebody outside ended it.</summary>
    public sealed record Terminated(string Reason) : HistoryEnd;

    /// <summary>The next generation begins, with this input and what nobody has received yet.</summary>
    public sealed record Continued(RawJson? Input) : HistoryEnd
    {
        /// <summary>Events to hand to the next generation; they go back to the inbox, not into the history.</summary>
        [JsonIgnore]
        public IReadOnlyList<HistoryEvent.EventRaised> Unreceived { get; init; } = [];
    }
}
