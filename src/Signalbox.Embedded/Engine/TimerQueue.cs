using Signalbox.Embedded.Engine.Journal;

namespace Signalbox.Embedded.Engine;

/// <summary>Every pending timer in the order of its time, and one armed timer of the <see cref="TimeProvider"/> for the earliest.</summary>
internal sealed class TimerQueue : IDisposable
{
    // A system timer stands still while a laptop sleeps, the wall clock does not: look at it every so often. Another provider's timers
    // go by its own clock, up to the longest time that one takes.
    private static readonly TimeSpan LongestSystemWait = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(40);

    private readonly Lock gate = new();
    private readonly SortedSet<PendingTimer> timers = new(PendingTimer.Order);
    private readonly TimeProvider time;
    private readonly Action<PendingTimer> fire;
    private readonly ITimer alarm;
    private long armedFor = long.MaxValue;
    private bool closed;

    public TimerQueue(TimeProvider time, Action<PendingTimer> fire)
    {
        (this.time, this.fire) = (time, fire);
        alarm = time.CreateTimer(_ => Ring(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Add(PendingTimer timer)
    {
        lock (gate) timers.Add(timer);
        if (timer.FireAt < Volatile.Read(ref armedFor)) FireDue();
    }

    public void Remove(PendingTimer timer)
    {
        lock (gate) timers.Remove(timer); // an alarm for it rings in vain
    }

    public void Dispose()
    {
        lock (gate) closed = true;
        alarm.Dispose();
    }

    private void Ring()
    {
        Volatile.Write(ref armedFor, long.MaxValue);
        FireDue();
    }

    private void FireDue()
    {
        var due = new List<PendingTimer>();
        lock (gate)
        {
            if (closed) return;
            var now = time.GetUtcNow().UtcTicks;
            while (timers.Count > 0 && timers.Min is var next && next.FireAt <= now)
            {
                timers.Remove(next);
                due.Add(next);
            }

            Arm(now);
        }

        foreach (var timer in due) fire(timer);
    }

    private void Arm(long now)
    {
        if (timers.Count == 0) return;
        var next = timers.Min.FireAt;
        if (next == armedFor) return;
        armedFor = next;
        var longest = time == TimeProvider.System ? LongestSystemWait : LongestWait;
        // A tick over the millisecond that timers round down to, so that it does not ring early and in vain.
        var wait = TimeSpan.FromTicks(Math.Min(next - now, longest.Ticks));
        alarm.Change(time == TimeProvider.System ? wait + TimeSpan.FromMilliseconds(1) : wait, Timeout.InfiniteTimeSpan);
    }
}
