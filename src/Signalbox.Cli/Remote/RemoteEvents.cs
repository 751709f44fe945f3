using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Signalbox.Core.Builds;
using Signalbox.Core.Events;
using Signalbox.Http.Json;

namespace Signalbox.Cli.Remote;

/// <summary>The events of a service's builds.</summary>
internal sealed class RemoteEvents(ServiceClient client, TimeProvider time) : IEventLog
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>Events as they come, to the build's end; where the connection is lost, or the service starts anew, from there on.</summary>
    /// <exception cref="ServiceException">The service has been away for too long.</exception>
    public async IAsyncEnumerable<BuildEvent> FollowAsync(BuildId build, long after, [EnumeratorCancellation] CancellationToken stop)
    {
        var heard = time.GetTimestamp();
        while (true)
        {
            using var answer = await ConnectAsync(build, after, heard, stop);
            if (answer is { StatusCode: HttpStatusCode.NoContent or HttpStatusCode.NotFound }) yield break;
            if (answer is null)
            {
                await Task.Delay(Pause, time, stop);
                continue;
            }

            await client.RequireAsync(answer, stop);
            await using var stream = await answer.Content.ReadAsStreamAsync(stop);
            await using var items = SseParser.Create(stream).EnumerateAsync(stop).GetAsyncEnumerator(stop);
            var before = after;
            while (await NextAsync(items, stop))
            {
                heard = time.GetTimestamp();
                if (items.Current.EventType != "message") continue;
                var one = JsonSerializer.Deserialize(items.Current.Data, HttpJson.Shapes.BuildEvent)!;
                after = one.Seq;
                yield return one;
            }

            if (after == before) await Task.Delay(Pause, time, stop); // an answer that ends at once is not asked for at once again
        }
    }

    public async Task<IReadOnlyList<BuildEvent>> ReadAsync(BuildId build, long after, int limit, CancellationToken cancellationToken) =>
        (await client.FindAsync(
            string.Create(CultureInfo.InvariantCulture, $"/api/builds/{build}/events?after={after}&limit={limit}"),
            HttpJson.Shapes.BuildEvents, cancellationToken))?.Items ?? [];

    public async Task<EventPage> ReadAllAsync(string? cursor, int limit, CancellationToken cancellationToken)
    {
        var from = cursor is null ? "" : $"&after={Uri.EscapeDataString(cursor)}";
        var page = await client.FindAsync(
            string.Create(CultureInfo.InvariantCulture, $"/api/events?limit={limit}{from}"), HttpJson.Shapes.FeedPage, cancellationToken)
            ?? throw new ServiceException("The service has no feed: is this the address of Signalbox?", usage: true);
        return new(page.Items, page.Next);
    }

    public Task<AppendResult> AppendAsync(BuildId build, IReadOnlyList<PendingEvent> events, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("A service writes its events itself.");

    private async Task<HttpResponseMessage?> ConnectAsync(BuildId build, long after, long heard, CancellationToken stop)
    {
        try
        {
            return await client.SendAsync(
                HttpMethod.Get, $"/api/builds/{build}/events", content: null,
                request =>
                {
                    request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
                    request.Headers.Add("Last-Event-ID", after.ToString(CultureInfo.InvariantCulture));
                },
                stop);
        }
        catch (ServiceException) when (time.GetElapsedTime(heard) < Patience)
        {
            return null; // it may be starting anew
        }
    }

    private static async Task<bool> NextAsync(IAsyncEnumerator<SseItem<string>> items, CancellationToken stop)
    {
        try
        {
            return await items.MoveNextAsync();
        }
        catch (Exception error) when (error is IOException or HttpRequestException && !stop.IsCancellationRequested)
        {
            return false;
        }
    }
}
