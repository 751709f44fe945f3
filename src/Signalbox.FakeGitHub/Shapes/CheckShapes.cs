using System.Text.Json.Nodes;
using Signalbox.FakeGitHub.Checks;
using Signalbox.FakeGitHub.Repositories;
using Signalbox.FakeGitHub.Statuses;
using Signalbox.FakeGitHub.Worlds;

namespace Signalbox.FakeGitHub.Shapes;

/// <summary>Check runs, check suites and commit statuses.</summary>
internal static class CheckShapes
{
    /// <summary>As the API has it.</summary>
    public static JsonObject Run(World world, HostedRepository repository, CheckRun run)
    {
        var api = $"{RepositoryShapes.ApiUrl(world, repository)}/check-runs/{run.Id}";
        return new()
        {
            ["id"] = run.Id,
            ["name"] = run.Name,
            ["node_id"] = run.NodeId,
            ["head_sha"] = run.HeadSha,
            ["external_id"] = run.ExternalId,
            ["url"] = api,
            ["html_url"] = $"{world.Url}/{repository.FullName}/runs/{run.Id}",
            ["details_url"] = run.DetailsUrl ?? $"{world.Url}/apps/{run.Suite.App.Slug}/about",
            ["status"] = run.Status,
            ["conclusion"] = run.Conclusion,
            ["started_at"] = Stamp.Of(run.StartedAt),
            ["completed_at"] = Stamp.Of(run.CompletedAt),
            ["output"] = new JsonObject
            {
                ["title"] = run.Title,
                ["summary"] = run.Summary,
                ["text"] = run.Text,
                ["annotations_count"] = run.Annotations.Length,
                ["annotations_url"] = $"{api}/annotations",
            },
            ["check_suite"] = new JsonObject { ["id"] = run.Suite.Id },
            ["app"] = AppShapes.App(world, run.Suite.App),
            ["pull_requests"] = PullShapes.InChecks(world, repository, run.HeadSha),
        };
    }

    /// <summary>In `check_run`.</summary>
    public static JsonObject RunInEvent(World world, HostedRepository repository, CheckRun run)
    {
        var shape = Run(world, repository, run);
        var suite = SuiteInEvent(world, repository, run.Suite);
        foreach (var name in (string[])["head_commit", "latest_check_runs_count", "check_runs_url", "rerequestable", "runs_rerequestable"]) suite.Remove(name);
        shape["check_suite"] = suite;
        return shape;
    }

    /// <summary>In `check_suite`, without its commit.</summary>
    public static JsonObject SuiteInEvent(World world, HostedRepository repository, CheckSuite suite)
    {
        var api = $"{RepositoryShapes.ApiUrl(world, repository)}/check-suites/{suite.Id}";
        var runs = repository.CheckRuns.Values.Where(run => run.Suite.Id == suite.Id).ToList();
        var (status, conclusion) = CheckSummary.Of(runs);
        return new()
        {
            ["id"] = suite.Id,
            ["node_id"] = suite.NodeId,
            ["head_branch"] = suite.HeadBranch,
            ["head_sha"] = suite.HeadSha,
            ["status"] = status,
            ["conclusion"] = conclusion,
            ["url"] = api,
            ["before"] = suite.Before ?? BareRepository.NoCommit,
            ["after"] = suite.HeadSha,
            ["pull_requests"] = PullShapes.InChecks(world, repository, suite.HeadSha),
            ["app"] = AppShapes.App(world, suite.App),
            ["created_at"] = Stamp.Of(suite.CreatedAt),
            ["updated_at"] = Stamp.Of(suite.UpdatedAt),
            ["rerequestable"] = true,
            ["runs_rerequestable"] = true,
            ["latest_check_runs_count"] = CheckSummary.Latest(runs).Count,
            ["check_runs_url"] = $"{api}/check-runs",
        };
    }

    public static JsonObject Annotation(World world, HostedRepository repository, CheckRun run, Annotation annotation) => new()
    {
        ["path"] = annotation.Path,
        ["blob_href"] = $"{world.Url}/{repository.FullName}/blob/{run.HeadSha}/{annotation.Path}",
        ["start_line"] = annotation.StartLine,
        ["start_column"] = annotation.StartColumn,
        ["end_line"] = annotation.EndLine,
        ["end_column"] = annotation.EndColumn,
        ["annotation_level"] = annotation.Level,
        ["title"] = annotation.Title,
        ["message"] = annotation.Message,
        ["raw_details"] = annotation.RawDetails,
    };

    public static JsonObject Status(World world, HostedRepository repository, CommitStatus status)
    {
        var shape = StatusInCombined(world, repository, status);
        shape["creator"] = AccountShapes.Simple(world, status.Creator);
        return shape;
    }

    public static JsonObject StatusInCombined(World world, HostedRepository repository, CommitStatus status) => new()
    {
        ["url"] = $"{RepositoryShapes.ApiUrl(world, repository)}/statuses/{status.Sha}",
        ["avatar_url"] = $"{world.Url}/avatars/u/{status.Creator.Id}",
        ["id"] = status.Id,
        ["node_id"] = status.NodeId,
        ["state"] = status.State,
        ["description"] = status.Description,
        ["target_url"] = status.TargetUrl,
        ["context"] = status.Context,
        ["created_at"] = Stamp.Of(status.CreatedAt),
        ["updated_at"] = Stamp.Of(status.CreatedAt),
    };
}
