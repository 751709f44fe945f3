using Signalbox.FakeGitHub.Accounts;
using Signalbox.FakeGitHub.Apps;
using Signalbox.FakeGitHub.Rest;
using Signalbox.FakeGitHub.Worlds;

namespace Signalbox.FakeGitHub.GraphQl;

/// <summary>The roots of the graph, for one caller.</summary>
internal sealed class Graph(World world, Caller caller, RateLimits.Window window, CancellationToken cancellationToken)
{
    public GraphObject Query() => new GraphObject("Query")
        // A user by its type, also where it is the App's bot.
        .With("viewer", _ => caller.Actor is { } actor ? AccountNode(actor) with { Type = "User" } : null)
        .With("rateLimit", new GraphObject("RateLimit")
            .With("cost", 1).With("limit", window.Limit).With("remaining", window.Remaining).With("used", window.Used).With("nodeCount", 0)
            .With("resetAt", Stamp.Of(window.ResetAt)))
        .With("repository", arguments => Repository($"{arguments.Text("owner")}/{arguments.Text("name")}"))
        .With("node", arguments => Node(arguments.Text("id")))
        .With("nodes", arguments => arguments.Texts("ids").Select(Node).ToList());

    public GraphObject Mutation() => new RefMutations(world, caller, cancellationToken).Root();

    public static GraphObject AccountNode(Account account)
    {
        var type = account.Kind.ToString();
        // A bot's login is without brackets here, unlike in REST.
        var login = account.Kind == AccountKind.Bot ? account.Login.Replace("[bot]", "", StringComparison.Ordinal) : account.Login;
        return new GraphObject(type, "Actor", "Node").With("login", login).With("id", account.NodeId).With("databaseId", account.Id);
    }

    private object Repository(string name) =>
        world.Repositories.Find(name) is { } found && Access.Read("metadata").Problem(caller, found) is null
            ? new RepositoryNode(world, found, caller, cancellationToken).Object()
            : new GraphProblem("NOT_FOUND", $"Could not resolve to a Repository with the name '{name}'.");

    private object Node(string? id)
    {
        foreach (var repository in world.Repositories.All.Where(one => Access.Read("metadata").Problem(caller, one) is null))
        {
            var node = new RepositoryNode(world, repository, caller, cancellationToken);
            if (id == repository.NodeId) return node.Object();
            if (repository.Pulls.Values.FirstOrDefault(pull => pull.NodeId == id) is { } found) return node.PullRequest(found);
        }

        return new GraphProblem("NOT_FOUND", $"Could not resolve to a node with the global id of '{id}'");
    }
}
