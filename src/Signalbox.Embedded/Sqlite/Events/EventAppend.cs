using Signalbox.Core.Builds;
using Signalbox.Core.Events;
using Signalbox.Embedded.Sqlite.Builds;

namespace Signalbox.Embedded.Sqlite.Events;

/// <summary>
/// One append: folds first and writes after, so that a refused event leaves nothing to undo, and the rows that many events touch are
/// written once.
/// </summary>
internal sealed class EventAppend(SqliteSession session, BuildId build)
{
    private readonly Dictionary<string, TaskRow> tasks = new(StringComparer.Ordinal);
    private readonly HashSet<(string Writer, string Step)> taken = [];
    private readonly List<PendingEvent> added = [];

    public AppendResult Run(IReadOnlyList<PendingEvent> events)
    {
        if (BuildRows.FindHead(session, build) is not { } before)
            return new AppendResult.Rejected(new("missing", events[0].Type, events[0].Task));
        var head = before;
        foreach (var pending in events)
        {
            if (!taken.Add((pending.Writer, pending.Step)) || EventRows.IsKnown(session, build, pending)) continue;
            var next = pending with { At = Shorten(pending.At) };
            var row = next.Task is { } name ? Find(name) : null;
            switch (BuildMachine.Evolve(head, row?.Task, next))
            {
                case Evolution.Illegal illegal:
                    return new AppendResult.Rejected(illegal.Transition);
                case Evolution.Legal legal:
                    head = legal.Head;
                    if (legal.Task is { } task && task != row?.Task) row!.Change(task);
                    added.Add(next);
                    break;
            }
        }

        if (added.Count > 0) Write(before.Seq, head);
        return new AppendResult.Appended(head, events is [.., { Task: { } last }] ? Find(last).Task : null, added.Count);
    }

    private void Write(long seq, BuildHead head)
    {
        foreach (var pending in added) EventRows.Insert(session, build, ++seq, pending);
        foreach (var row in tasks.Values) row.Write(session, build);
        BuildRows.Update(session, head);
    }

    private TaskRow Find(string name)
    {
        if (!tasks.TryGetValue(name, out var row)) tasks.Add(name, row = new(BuildRows.FindTask(session, build, name)));
        return row;
    }

    // An event's time is to the millisecond, and the rows must be what replaying the events would make of them.
    private static DateTimeOffset Shorten(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);

    private sealed class TaskRow(BuildTask? stored)
    {
        private readonly bool isNew = stored is null;
        private bool changed;

        public BuildTask? Task { get; private set; } = stored;

        public void Change(BuildTask task) => (Task, changed) = (task, true);

        public void Write(SqliteSession session, BuildId build)
        {
            if (!changed) return;
            if (isNew) BuildRows.Insert(session, build, Task!);
            else BuildRows.Update(session, build, Task!);
        }
    }
}
