using System.Text.Json.Serialization;
using Signalbox.Workflows.Durable;

namespace Signalbox.Embedded.Engine.Histories;

/// <summary>What an orchestration learned in a turn, in the order in which it learned it. The names live in databases: never changed.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Started), "started"), JsonDerivedType(typeof(TaskCompleted), "completed"), JsonDerivedType(typeof(TaskFailed), "failed")]
[JsonDerivedType(typeof(TimerFired), "fired"), JsonDerivedType(typeof(EventRaised), "raised"), JsonDerivedType(typeof(TerminationAsked), "terminated")]
internal abstract record HistoryEvent
{
    private HistoryEvent()
    {
    }

    /// <summary>The generation began.</summary>
    public sealed record Started : HistoryEvent;

    /// <summary>An activity or a child returned.</summary>
    public sealed record TaskCompleted(int Task, RawJson? Result) : HistoryEvent;

    /// <summary>An activity or a child failed.</summary>
    public sealed record TaskFailed(int Task, WorkflowFailure Failure) : HistoryEvent;

    /// <summary>A timer came due.</summary>
    public sealed record TimerFired(int Task) : HistoryEvent;

    /// <summary>Somebody outside woke the instance. <paramref name="Message"/> is its place in the inbox, which orders events.</summary>
    public sealed record EventRaised(long Message, string Name, RawJson? Payload) : HistoryEvent;

    /// <summary>Somebody outside wants the instance ended.</summary>
    public sealed record TerminationAsked(string Reason) : HistoryEvent;
}
