using Signalbox.FakeGitHub.Checks;
using Signalbox.FakeGitHub.Repositories;
using Signalbox.FakeGitHub.Statuses;
using Signalbox.FakeGitHub.Worlds;

namespace Signalbox.FakeGitHub.GraphQl;

/// <summary>`Commit` and what was reported about it.</summary>
internal sealed class CommitNode(HostedRepository repository)
{
    public GraphObject Object(GitCommit commit) => new GraphObject("Commit", "GitObject", "Node")
        .With("id", $"C_{commit.Sha}")
        .With("oid", commit.Sha)
        .With("abbreviatedOid", commit.Sha[..7])
        .With("message", commit.Message)
        .With("messageHeadline", commit.Message.Split('\n')[0])
        .With("committedDate", Stamp.Of(commit.Committer.Date))
        .With("tree", new GraphObject("Tree", "GitObject", "Node").With("oid", commit.Tree))
        .With("parents", arguments => Connection.Of(
            "CommitConnection", arguments, commit.Parents, sha => new GraphObject("Commit", "GitObject", "Node").With("oid", sha)))
        .With("statusCheckRollup", _ => Rollup(commit.Sha));

    private GraphObject? Rollup(string sha)
    {
        var runs = CheckSummary.Latest(repository.CheckRuns.Values.Where(run => run.HeadSha == sha));
        var statuses = StatusSummary.Latest(repository, sha);
        // GitHub has null where nobody reported.
        if (runs.Count + statuses.Count == 0) return null;
        return new GraphObject("StatusCheckRollup", "Node")
            .With("state", StateOf(runs, statuses))
            .With("contexts", arguments => Connection.Of("StatusCheckRollupContextConnection", arguments, [.. runs.Select(Run), .. statuses.Select(Status)], one => one));
    }

    private static string StateOf(IReadOnlyCollection<CheckRun> runs, IReadOnlyCollection<CommitStatus> statuses)
    {
        if (statuses.Any(status => status.State == "error")) return "ERROR";
        if (runs.Any(run => run.Status == "completed" && !run.Passed) || statuses.Any(status => status.State == "failure")) return "FAILURE";
        return runs.Any(run => run.Status != "completed") || statuses.Any(status => status.State == "pending") ? "PENDING" : "SUCCESS";
    }

    private static GraphObject Run(CheckRun run) => new GraphObject("CheckRun", "Node", "RequirableByPullRequest", "StatusCheckRollupContext")
        .With("id", run.NodeId)
        .With("databaseId", run.Id)
        .With("name", run.Name)
        .With("externalId", run.ExternalId)
        .With("status", run.Status.ToUpperInvariant())
        .With("conclusion", run.Conclusion?.ToUpperInvariant())
        .With("detailsUrl", run.DetailsUrl)
        .With("title", run.Title)
        .With("summary", run.Summary)
        .With("startedAt", Stamp.Of(run.StartedAt))
        .With("completedAt", Stamp.Of(run.CompletedAt))
        .With("checkSuite", new GraphObject("CheckSuite", "Node")
            .With("id", run.Suite.NodeId).With("databaseId", run.Suite.Id)
            .With("app", new GraphObject("App", "Node").With("databaseId", run.Suite.App.Id).With("slug", run.Suite.App.Slug).With("name", run.Suite.App.Slug)));

    private static GraphObject Status(CommitStatus status) => new GraphObject("StatusContext", "Node", "RequirableByPullRequest", "StatusCheckRollupContext")
        .With("id", status.NodeId)
        .With("context", status.Context)
        .With("state", status.State.ToUpperInvariant())
        .With("description", status.Description)
        .With("targetUrl", status.TargetUrl)
        .With("createdAt", Stamp.Of(status.CreatedAt))
        .With("creator", Graph.AccountNode(status.Creator));
}
