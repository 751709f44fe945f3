using System.Text.Json.Nodes;
using Signalbox.FakeGitHub.Apps;
using Signalbox.FakeGitHub.Repositories;
using Signalbox.FakeGitHub.Rest;
using Signalbox.FakeGitHub.Worlds;

namespace Signalbox.FakeGitHub.GraphQl;

/// <summary>Mutations that move refs. `updateRefs` is the true compare-and-swap: all of its refs or none.</summary>
internal sealed class RefMutations(World world, Caller caller, CancellationToken cancellationToken)
{
    public GraphObject Root() => new GraphObject("Mutation")
        .WithAsync("updateRefs", arguments => RunAsync("UpdateRefsPayload", arguments, input => (Repository((string?)input["repositoryId"]), [.. Updates(input)])))
        .WithAsync("createRef", arguments => RunAsync("CreateRefPayload", arguments, input => (
            Repository((string?)input["repositoryId"]), [new RefRequest((string)input["name"]!, (string?)input["oid"], Force: false) { IsGuarded = true }])))
        .WithAsync("updateRef", arguments => RunAsync("UpdateRefPayload", arguments, input => Named(
            (string?)input["refId"], name => new(name, (string?)input["oid"], (bool?)input["force"] ?? false))))
        .WithAsync("deleteRef", arguments => RunAsync("DeleteRefPayload", arguments, input => Named((string?)input["refId"], name => new(name, null, Force: true))));

    private static IEnumerable<RefRequest> Updates(JsonObject input) =>
        from node in input["refUpdates"] as JsonArray ?? []
        let before = (string?)node!["beforeOid"]
        let after = (string?)node["afterOid"]
        select new RefRequest((string)node["name"]!, IsZero(after) ? null : after, (bool?)node["force"] ?? false)
        {
            IsGuarded = before is not null,
            Before = IsZero(before) ? null : before,
        };

    private static bool IsZero(string? sha) => sha?.All(digit => digit == '0') == true;

    private HostedRepository? Repository(string? id) => world.Repositories.All.FirstOrDefault(one => one.NodeId == id);

    // `REF_{repository}:{name}`, as everywhere else.
    private (HostedRepository? Repository, RefRequest[] Requests) Named(string? id, Func<string, RefRequest> request) =>
        id?.Split(':', 2) is [['R', 'E', 'F', '_', .. var repository], var name] ? (Repository("R_" + repository), [request(name)]) : (null, []);

    private async Task<object?> RunAsync(
        string payload, GraphArguments arguments, Func<JsonObject, (HostedRepository? Repository, RefRequest[] Requests)> read)
    {
        if (arguments.Values["input"] is not JsonObject input) return new GraphProblem(null, "Argument 'input' is required");
        var (repository, requests) = read(input);
        if (repository is null) return new GraphProblem("NOT_FOUND", "Could not resolve to a node with the global id that was given.");
        if (Access.Write("contents").Problem(caller, repository) is { } refused) return new GraphProblem("FORBIDDEN", refused.Message);
        var pusher = new Pusher(caller.Actor ?? world.App.Bot, caller is Caller.Installed installed ? installed.Installation.App : null);
        var refusal = await world.ChangeAsync(() => world.Refs.ApplyAsync(repository, requests, pusher, cancellationToken), cancellationToken);
        return refusal is null
            ? new GraphObject(payload).With("clientMutationId", (string?)input["clientMutationId"])
            : new GraphProblem("UNPROCESSABLE", refusal.Message);
    }
}
