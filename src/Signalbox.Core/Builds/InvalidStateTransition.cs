using Signalbox.Core.Events;

namespace Signalbox.Core.Builds;

/// <summary>A transition that product.md's table does not have; nothing was written.</summary>
/// <param name="Current">The state that it met, as a word.</param>
/// <param name="Requested">The event that was not legal.</param>
/// <param name="Task">The task, of task events.</param>
public sealed record InvalidStateTransition(string Current, EventType Requested, string? Task = null)
{
    /// <summary>The sentence of product.md.</summary>
    public override string ToString() =>
        $"Invalid build state transition: {Current} -> {Requested.Word()}{(Task is null ? "" : $" ({Task})")}";
}
