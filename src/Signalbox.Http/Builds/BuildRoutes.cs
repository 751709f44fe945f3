using Signalbox.Core.Builds;
using Signalbox.Http.Json;
using Signalbox.Http.Routes;

namespace Signalbox.Http.Builds;

/// <summary>The routes of builds.</summary>
internal static class BuildRoutes
{
    private const int MostListed = 200;
    private const string IdShape = "1 to 64 letters, digits, '.', '_' or '-', and not only dots";

    /// <summary>`{id}` of a build.</summary>
    public static Parameter<BuildId> Id { get; } = Parameters.Identifier<BuildId>(ParameterPlace.Path, "id", "The build.", IdShape);

    /// <summary>`{task}` of a build.</summary>
    public static Parameter<string> TaskName { get; } = Parameters.Text(
        ParameterPlace.Path, "task", "The task's name, percent-encoded as one segment.");

    private static readonly Parameter<BuildState> State = Parameters.Word<BuildState>("state", "Only builds in this state.");
    private static readonly Parameter<string> Change = Parameters.Text(
        ParameterPlace.Query, "change", "Only builds of this change, by its display id or URI.");
    private static readonly Parameter<string> After = Parameters.Text(
        ParameterPlace.Query, "after", "The cursor `next` of the page before.");
    private static readonly Parameter<long> Limit = Parameters.Number("limit", "At most this many; 50 where it is absent.", 1, MostListed);
    private static readonly Parameter<bool> FailedOnly = Parameters.Flag("failedOnly", "What succeeded stands; the rest is built.");
    private static readonly Parameter<BuildId> NewId =
        Parameters.Identifier<BuildId>(
            ParameterPlace.Query, "newId", "The new build's id, so that the request can be repeated. Absent: a new one.", IdShape);

    private static readonly Answer UnknownBuild = new(404, "There is no such build.");

    public static IReadOnlyList<Route> All { get; } =
    [
        new()
        {
            Name = "start-build", Method = "POST", Pattern = "/api/builds", Access = RouteAccess.Operate,
            Summary = "Builds a commit. The same id again, with the same request, is the same build.",
            Body = HttpJson.Shapes.StartBuild,
            Answers =
            [
                new(202, "The build is persisted and runs.", HttpJson.Shapes.BuildReference),
                new(409, "Another request has this id."),
                new(422, "It names a repository or commit that is not there."),
            ],
            Handle = async call => await call.Use<BuildActions>().StartAsync(
                call.Caller, await call.ReadAsync(HttpJson.Shapes.StartBuild), call.Stop),
        },
        new()
        {
            Name = "list-builds", Method = "GET", Pattern = "/api/builds", Access = RouteAccess.Read,
            Summary = "Lists builds, newest first, without their stages.",
            Parameters = [State, Change, After, Limit],
            Answers = [new(200, "A page.", HttpJson.Shapes.BuildList)],
            Handle = call => call.Use<BuildReading>().ListAsync(
                call.Caller, new(call.Find(State), call.Find(Change), call.Find(After), (int)(call.Find(Limit) ?? 50)), call.Stop),
        },
        new()
        {
            Name = "show-build", Method = "GET", Pattern = "/api/builds/{id}", Access = RouteAccess.Read,
            Summary = "Shows a build with its stages, tasks, attempts, result and links.",
            Parameters = [Id],
            Answers = [new(200, "The build.", HttpJson.Shapes.BuildView), UnknownBuild],
            Handle = call => call.Use<BuildReading>().ShowAsync(call.Caller, call.Get(Id), call.Stop),
        },
        new()
        {
            Name = "cancel-build", Method = "POST", Pattern = "/api/builds/{id}/cancel", Access = RouteAccess.Operate,
            Summary = "Cancels a build: its tasks end at once, its clean-up tasks still run. Harmless for a build that has ended.",
            Parameters = [Id],
            Answers = [new(202, "It is cancelled, or had ended; then `note` says how.", HttpJson.Shapes.BuildReference), UnknownBuild],
            Handle = call => call.Use<BuildActions>().CancelAsync(call.Caller, call.Get(Id), call.Stop),
        },
        new()
        {
            Name = "retry-build", Method = "POST", Pattern = "/api/builds/{id}/retry", Access = RouteAccess.Operate,
            Summary = "Builds the commit of an ended build again, as a new build.",
            Parameters = [Id, FailedOnly, NewId],
            Answers = [new(202, "The new build.", HttpJson.Shapes.BuildReference), UnknownBuild, new(409, "The build has not ended.")],
            Handle = call => call.Use<BuildActions>().RetryAsync(
                call.Caller, call.Get(Id), call.Find(NewId), call.Find(FailedOnly) ?? false, call.Stop),
        },
        new()
        {
            Name = "approve-task", Method = "POST", Pattern = "/api/builds/{id}/tasks/{task}/approve", Access = RouteAccess.Operate,
            Summary = "Allows a task that waits for a person.",
            Parameters = [Id, TaskName],
            Answers =
            [
                new(202, "It is allowed.", HttpJson.Shapes.BuildReference), new(404, "There is no such build or task."),
                new(409, "The task needs no approval, or not yet, or no more."),
            ],
            Handle = call => call.Use<BuildActions>().ApproveAsync(call.Caller, call.Get(Id), call.Get(TaskName), call.Stop),
        },
    ];
}
