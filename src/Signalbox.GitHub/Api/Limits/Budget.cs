using Signalbox.GitHub.Api.Requests;

namespace Signalbox.GitHub.Api.Limits;

/// <summary>
/// One installation's share of GitHub. Calls wait here for their turn: the foreground first, each priority in its order, and a call
/// that one limit holds up does not hold up those that need another. Who would wait for longer than its patience is told when to return.
/// </summary>
internal sealed class Budget(ApiPacing pacing, TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly Usage usage = new(pacing);
    private readonly List<Waiter> waiters = [];
    private ITimer? timer;

    /// <summary>Waits for the turn of a call. Dispose the admission when its reply is there.</summary>
    public async Task<Turn> EnterAsync(CallCost cost, Priority priority, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var waiter = new Waiter(cost, priority, time.GetUtcNow() + pacing.Patience(priority));
        lock (gate)
        {
            var place = waiters.FindLastIndex(other => other.Priority <= priority) + 1;
            waiters.Insert(place, waiter);
            Serve();
        }

        // A turn that was given in the very moment of the cancellation is the caller's, and theirs to end.
        await using var stop = cancellationToken.UnsafeRegister(_ => Leave(waiter, cancellationToken), null);
        return await waiter.Turn.Task;
    }

    /// <summary>Learns from a reply. Returns until when GitHub wants this installation to wait; null when it does not.</summary>
    public DateTimeOffset? Observe(ApiReply reply, CallCost cost)
    {
        lock (gate) return usage.Observe(reply, cost, time.GetUtcNow());
    }

    private void End(CallCost cost)
    {
        lock (gate)
        {
            usage.End(cost);
            Serve();
        }
    }

    private void Leave(Waiter waiter, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (waiters.Remove(waiter)) waiter.Turn.TrySetCanceled(cancellationToken);
        }
    }

    private void Serve()
    {
        var now = time.GetUtcNow();
        var next = DateTimeOffset.MaxValue;
        for (var i = 0; i < waiters.Count;)
        {
            var waiter = waiters[i];
            var full = usage.IsFull(waiter.Cost, waiter.Priority);
            var free = usage.FreeAt(waiter.Cost, waiter.Priority, now);
            if (!full && free <= now)
            {
                usage.Begin(waiter.Cost, now);
                waiter.Turn.TrySetResult(new Turn.Given(() => End(waiter.Cost)));
            }
            else if (free > waiter.Deadline || waiter.Deadline <= now)
            {
                waiter.Turn.TrySetResult(new Turn.TooLong(free > now ? free : now));
            }
            else
            {
                next = Earlier(next, full || free > waiter.Deadline ? waiter.Deadline : free);
                i++;
                continue;
            }

            waiters.RemoveAt(i);
        }

        timer?.Dispose();
        timer = next == DateTimeOffset.MaxValue ? null : time.CreateTimer(_ => ServeLater(), null, Whole(next - now), Timeout.InfiniteTimeSpan);
    }

    private void ServeLater()
    {
        lock (gate) Serve();
    }

    // Timers cut off parts of a millisecond; one that fires too early would only be set again, and again.
    private static TimeSpan Whole(TimeSpan delay) => TimeSpan.FromMilliseconds(Math.Ceiling(delay.TotalMilliseconds));

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private sealed record Waiter(CallCost Cost, Priority Priority, DateTimeOffset Deadline)
    {
        public TaskCompletionSource<Turn> Turn { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
