using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;

namespace Signalbox.Http.Streams;

/// <summary>
/// An event that says nothing, where nothing has been said for a while: it keeps proxies patient, and finds clients
/// that are gone.
/// </summary>
internal static class Heartbeat
{
    /// <summary>The type of the event; clients leave it alone, since nobody listens to it.</summary>
    public const string Type = "alive";

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    public static async IAsyncEnumerable<SseItem<string>> Among(
        Func<CancellationToken, IAsyncEnumerable<SseItem<string>>> items, TimeProvider time,
        [EnumeratorCancellation] CancellationToken stop)
    {
        await using var source = items(stop).GetAsyncEnumerator(stop);
        while (true)
        {
            var next = source.MoveNextAsync().AsTask();
            while (!next.IsCompleted)
            {
                using var pause = CancellationTokenSource.CreateLinkedTokenSource(stop);
                var beat = Task.Delay(Interval, time, pause.Token);
                if (await Task.WhenAny(next, beat) == beat && !stop.IsCancellationRequested) yield return new("", Type);
                await pause.CancelAsync();
                if (stop.IsCancellationRequested) break;
            }

            if (!await next) yield break;
            yield return source.Current;
        }
    }
}
