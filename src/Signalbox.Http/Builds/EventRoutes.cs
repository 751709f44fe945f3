using System.Globalization;
using Microsoft.AspNetCore.Http;
using Signalbox.Http.Json;
using Signalbox.Http.Problems;
using Signalbox.Http.Routes;
using Signalbox.Http.Streams;

namespace Signalbox.Http.Builds;

/// <summary>The routes of events.</summary>
internal static class EventRoutes
{
    private const int MostListed = 1000;
    private static readonly Parameter<long> After = Parameters.Number("after", "Only events with a greater seq.", 0, long.MaxValue);
    private static readonly Parameter<long> Limit = Parameters.Number(
        "limit", "At most this many; 1000 where it is absent.", 1, MostListed);
    private static readonly Parameter<string> Cursor = Parameters.Text(
        ParameterPlace.Query, "after", "The cursor `next` of the page before; absent: from the beginning.");

    public static IReadOnlyList<Route> All { get; } =
    [
        new()
        {
            Name = "build-events", Method = "GET", Pattern = "/api/builds/{id}/events", Access = RouteAccess.Read,
            Summary = "A build's events, dense and in order; with `Accept: text/event-stream` as they come, to the build's end.",
            Parameters = [BuildRoutes.Id, After, Limit],
            Timeout = null,
            Answers =
            [
                new(200, "The events; as a stream each event's id is its seq.", HttpJson.Shapes.BuildEvents, EventStream.MediaType),
                new(204, "As a stream: there is nothing after the build's last event."),
                new(404, "There is no such build."),
            ],
            Handle = ReadAsync,
        },
        new()
        {
            Name = "feed", Method = "GET", Pattern = "/api/events", Access = RouteAccess.Read,
            Summary = "The feed over all builds: ordered per build, each event at least once.",
            Parameters = [Cursor, Limit],
            Answers = [new(200, "A page; `next` is there also when nothing is new.", HttpJson.Shapes.FeedPage)],
            Handle = call => call.Use<BuildReading>().FeedAsync(
                call.Caller, call.Find(Cursor), (int)(call.Find(Limit) ?? MostListed), call.Stop),
        },
    ];

    private static Task<IResult> ReadAsync(RouteCall call)
    {
        var (id, after) = (call.Get(BuildRoutes.Id), call.Find(After) ?? 0);
        if (!EventStream.IsWanted(call.Http.Request))
            return call.Use<BuildReading>().EventsAsync(
                call.Caller, id, after, (int)(call.Find(Limit) ?? MostListed), call.Http.RequestAborted);
        if (EventStream.LastSeen(call.Http.Request) is { } seen && !long.TryParse(
            seen, NumberStyles.None, CultureInfo.InvariantCulture, out after))
            throw new RequestRefusedException(
                Refusals.Malformed("Last-Event-ID", $"'{seen}' is not the id of an event of this stream: expected a seq."));
        return call.Use<BuildReading>().FollowAsync(call.Caller, id, after, call.Stop);
    }
}
