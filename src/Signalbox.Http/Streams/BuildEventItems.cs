using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Globalization;
using System.Text.Json;
using Signalbox.Core.Events;
using Signalbox.Http.Json;

namespace Signalbox.Http.Streams;

/// <summary>A build's events as server-sent ones: the id is the seq, the data the event's JSON.</summary>
internal static class BuildEventItems
{
    public static async IAsyncEnumerable<SseItem<string>> AsItems(
        this IAsyncEnumerable<BuildEvent> events, [EnumeratorCancellation] CancellationToken stop = default)
    {
        await foreach (var one in events.WithCancellation(stop))
        {
            yield return new(JsonSerializer.Serialize(one, HttpJson.Shapes.BuildEvent))
            {
                EventId = one.Seq.ToString(CultureInfo.InvariantCulture),
            };
        }
    }
}
