using System.Globalization;
using System.Text.Json.Nodes;
using Signalbox.Core.Changes;
using Signalbox.GitHub.Api.GraphQL;
using Signalbox.GitHub.Api.Requests;

namespace Signalbox.GitHub.Api;

/// <summary>Pull requests, a hundred in one request of GraphQL.</summary>
public sealed class OverviewsApi
{
    // GitHub gives up on a query after ten seconds; a quarter of it is then still one request for many.
    private const int SmallPage = 25;

    private readonly ApiCaller caller;

    internal OverviewsApi(ApiCaller caller) => this.caller = caller;

    /// <summary>All open ones, oldest first.</summary>
    public async Task<Answer<IReadOnlyList<PullRequestOverview>>> ListOpenAsync(RepositoryName repository, CancellationToken cancellationToken)
    {
        var all = new List<PullRequestOverview>();
        var size = ApiCaller.PageSize;
        for (string? after = null; ;)
        {
            var variables = Variables(repository);
            variables["first"] = size;
            variables["after"] = after;
            var answer = await caller.QueryAsync(
                OverviewQueries.Page, variables, GraphJson.Default.GraphReplyRepositoryDataOverviewPage, cancellationToken);
            if (answer is Answer<RepositoryData<OverviewPage>>.Unavailable { RateLimited: false } && size > SmallPage)
            {
                size = SmallPage;
                continue;
            }

            if (!answer.IsOk(out var data)) return answer.Map<IReadOnlyList<PullRequestOverview>>(_ => all);
            if (data.Repository is not { } page) return new Answer<IReadOnlyList<PullRequestOverview>>.Missing($"There is no repository {repository} for this installation.");
            all.AddRange(page.PullRequests.Nodes.Select(node => node.Overview()));
            var (more, cursor) = page.PullRequests.PageInfo;
            if (!more || cursor is null || cursor == after) return new Answer<IReadOnlyList<PullRequestOverview>>.Ok(all);
            after = cursor;
        }
    }

    /// <summary>Certain ones, whatever their state; those that do not exist are left out.</summary>
    public async Task<Answer<IReadOnlyList<PullRequestOverview>>> GetAsync(
        RepositoryName repository, IReadOnlyCollection<int> numbers, CancellationToken cancellationToken)
    {
        var all = new List<PullRequestOverview>();
        foreach (var some in numbers.Distinct().Chunk(ApiCaller.PageSize))
        {
            var answer = await caller.QueryAsync(
                OverviewQueries.Of(some), Variables(repository), GraphJson.Default.GraphReplyRepositoryDataDictionaryStringOverviewNode, cancellationToken);
            if (!answer.IsOk(out var data)) return answer.Map<IReadOnlyList<PullRequestOverview>>(_ => all);
            if (data.Repository is not { } found) return new Answer<IReadOnlyList<PullRequestOverview>>.Missing($"There is no repository {repository} for this installation.");
            all.AddRange(some
                .Select(number => found.GetValueOrDefault(string.Create(CultureInfo.InvariantCulture, $"p{number}")))
                .OfType<OverviewNode>()
                .Select(node => node.Overview()));
        }

        return new Answer<IReadOnlyList<PullRequestOverview>>.Ok(all);
    }

    private static JsonObject Variables(RepositoryName repository) => new() { ["owner"] = repository.Owner, ["name"] = repository.Name };
}
