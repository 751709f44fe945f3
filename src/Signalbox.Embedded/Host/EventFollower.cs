using System.Runtime.CompilerServices;
using Signalbox.Core.Builds;
using Signalbox.Core.Events;

namespace Signalbox.Embedded.Host;

/// <summary>Reads a build's events as they come.</summary>
internal static class EventFollower
{
    private const int Page = 500;

    /// <summary>Follows to the build's end; what was written of it by then is delivered, whatever came after the last word included.</summary>
    /// <param name="store">To see whether it has ended.</param>
    /// <param name="events">To read from.</param>
    /// <param name="from">The build, and the place after which to begin.</param>
    /// <param name="waiter">Called before each read; what it gives completes when another read is worth it.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async IAsyncEnumerable<BuildEvent> FollowAsync(
        IBuildStore store, IEventLog events, (BuildId Build, long After) from, Func<CancellationToken, Task> waiter,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (build, after) = from;
        var ended = false;
        while (true)
        {
            using var leave = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var signal = waiter(leave.Token); // before the look, so that nothing is missed in between
            var page = await events.ReadAsync(build, after, Page, cancellationToken);
            foreach (var one in page)
            {
                yield return one;
                after = one.Seq;
            }

            if (page.Count == 0)
            {
                if (ended) yield break;
                var head = await store.FindAsync(build, cancellationToken);
                if (head is null) yield break;
                ended = head.State.HasEnded(); // and one more look, since its last events may have come after the first
                if (!ended) await signal;
            }

            await leave.CancelAsync();
        }
    }
}
