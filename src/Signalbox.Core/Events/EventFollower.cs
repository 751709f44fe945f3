using System.Runtime.CompilerServices;
using Signalbox.Core.Builds;

namespace Signalbox.Core.Events;

/// <summary>Reads a build's events as they come.</summary>
public static class EventFollower
{
    private const int Page = 500;

    /// <summary>
    /// Follows to the build's end; what was written of it by then is delivered, whatever came after the last word included.
    /// </summary>
    /// <param name="store">To see whether it has ended.</param>
    /// <param name="events">To read from.</param>
    /// <param name="build">The build.</param>
    /// <param name="after">The seq after which to begin.</param>
    /// <param name="waitAsync">Returns when another look is worth it, given the last seq that was seen.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async IAsyncEnumerable<BuildEvent> FollowAsync(
        IBuildStore store, IEventLog events, BuildId build, long after, Func<long, CancellationToken, Task> waitAsync,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var ended = false;
        while (true)
        {
            var page = await events.ReadAsync(build, after, Page, cancellationToken);
            foreach (var one in page)
            {
                yield return one;
                after = one.Seq;
            }

            if (page.Count > 0) continue;
            if (ended || await store.FindAsync(build, cancellationToken) is not { } head) yield break;
            ended = head.State.HasEnded(); // and one more look: its last events may have come after the first
            if (!ended) await waitAsync(after, cancellationToken);
        }
    }
}
