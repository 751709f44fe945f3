using Microsoft.AspNetCore.Http;
using Signalbox.Http.Builds;
using Signalbox.Http.Problems;
using Signalbox.Http.Routes;
using Signalbox.Http.Streams;

namespace Signalbox.Http.Logs;

/// <summary>The routes of logs.</summary>
internal static class LogRoutes
{
    private static readonly Parameter<long> Attempt = Parameters.Number(
        "attempt", "One attempt; absent: the last, or the one that stands in.", 1, int.MaxValue);

    public static IReadOnlyList<Route> All { get; } =
    [
        new()
        {
            Name = "task-log", Method = "GET", Pattern = "/api/builds/{id}/tasks/{task}/log", Access = RouteAccess.Results,
            Summary = "What a task wrote; with `Accept: text/event-stream` as it grows, to the task's end.",
            Parameters = [BuildRoutes.Id, BuildRoutes.TaskName, Attempt],
            Timeout = null,
            Answers =
            [
                new(200, "The log; as a stream pieces of it: `{ attempt, position, text }`.", null, "text/plain", EventStream.MediaType),
                new(206, "The part that `Range` asks for.", null, "text/plain"),
                new(404, "There is no such build, task, attempt or log."),
                new(416, "The log has no such part.", null, "text/plain"),
            ],
            Handle = ReadAsync,
        },
    ];

    private static Task<IResult> ReadAsync(RouteCall call)
    {
        var (id, task, attempt) = (call.Get(BuildRoutes.Id), call.Get(BuildRoutes.TaskName), (int?)call.Find(Attempt));
        var logs = call.Use<TaskLogs>();
        if (!EventStream.IsWanted(call.Http.Request)) return logs.ReadAsync(call.Caller, id, task, attempt, call.Http.RequestAborted);
        LogPlace? after = null;
        if (EventStream.LastSeen(call.Http.Request) is { } seen)
        {
            after = LogPlace.TryParse(seen, out var place)
                ? place
                : throw new RequestRefusedException(
                    Refusals.Malformed("Last-Event-ID", $"'{seen}' is not the id of an event of this stream: expected attempt:position."));
        }

        return logs.FollowAsync(call.Caller, id, task, attempt, after, call.Stop);
    }
}
