namespace Signalbox.Testing.Clocks;

/// <summary>
/// A clock that stands still until a test moves it. Timers fire while it moves, in the order of their times, each seeing its own
/// time: so a test advances an hour and everything in that hour happens.
/// </summary>
public sealed class ManualClock(DateTimeOffset start) : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<ManualTimer> timers = [];
    private DateTimeOffset now = start;

    /// <summary>A clock that starts at a fixed moment.</summary>
    public ManualClock()
        : this(new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero))
    {
    }

    /// <summary>Called whenever a timer was set to fire: a test that waits for code to reach its timer awaits this, not the wall clock.</summary>
    public Action<DateTimeOffset>? TimerSet { get; set; }

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>When the next timer fires; null when none is set.</summary>
    public DateTimeOffset? NextTimer
    {
        get
        {
            lock (gate) return timers.Min(timer => timer.Due);
        }
    }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (gate) return now;
    }

    /// <inheritdoc/>
    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        lock (gate) timers.Add(timer);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves the clock and fires what falls due, earliest first.</summary>
    public void Advance(TimeSpan by)
    {
        var until = GetUtcNow() + by;
        while (TakeDue(until) is { } timer) timer.Fire();
        lock (gate) now = until;
    }

    private ManualTimer? TakeDue(DateTimeOffset until)
    {
        lock (gate)
        {
            var next = timers.Where(timer => timer.Due <= until).MinBy(timer => timer.Due);
            if (next is null) return null;
            if (next.Due > now) now = next.Due!.Value;
            next.Due = next.Period is { } period ? now + period : null;
            return next;
        }
    }

    private sealed class ManualTimer(ManualClock clock, TimerCallback callback, object? state) : ITimer
    {
        public DateTimeOffset? Due { get; set; }

        public TimeSpan? Period { get; private set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            DateTimeOffset? due;
            lock (clock.gate)
            {
                if (!clock.timers.Contains(this)) return false;
                Period = period > TimeSpan.Zero ? period : null;
                Due = due = dueTime < TimeSpan.Zero ? null : clock.now + dueTime;
            }

            if (dueTime == TimeSpan.Zero) ThreadPool.QueueUserWorkItem(_ => clock.Advance(TimeSpan.Zero));
            if (due is { } at) clock.TimerSet?.Invoke(at);
            return true;
        }

        public void Dispose()
        {
            lock (clock.gate) clock.timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
