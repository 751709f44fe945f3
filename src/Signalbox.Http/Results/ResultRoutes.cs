using Signalbox.Core.Changes;
using Signalbox.Http.Problems;
using Signalbox.Http.Routes;

namespace Signalbox.Http.Results;

/// <summary>The routes of results.</summary>
internal static class ResultRoutes
{
    private static readonly Parameter<string> Owner = Parameters.Text(ParameterPlace.Path, "owner", "The repository's owner.");
    private static readonly Parameter<string> Name = Parameters.Text(ParameterPlace.Path, "repo", "The repository's name.");
    private static readonly Parameter<string> Branch = Parameters.Text(
        ParameterPlace.Path, "branch", "The head branch, of a fork `headOwner:branch`, percent-encoded as one segment.");
    private static readonly Parameter<CommitSha> Sha = Parameters.Identifier<CommitSha>(
        ParameterPlace.Path, "sha", "The head commit.", "40 or 64 hexadecimal digits");
    private static readonly Parameter<string> File = Parameters.Text(
        ParameterPlace.Path, "path", "The file: the task's name, then its path.");

    public static IReadOnlyList<Route> All { get; } =
    [
        new()
        {
            Name = "result", Method = "GET", Pattern = "/api/results/{owner}/{repo}/{branch}/{sha}/{**path}", Access = RouteAccess.Results,
            Summary = "A file that the newest build of a commit left.",
            Parameters = [Owner, Name, Branch, Sha, File],
            Answers =
            [
                new(200, "The file.", null, "*/*"), new(206, "The part that `Range` asks for.", null, "*/*"), new(
                    404, "There is no such result."),
                new(416, "The file has no such part.", null, "*/*"),
            ],
            Handle = call =>
                PublishedResults.AddressOf(call.Get(Owner), call.Get(Name), call.Get(Branch), call.Get(Sha)) is { } address
                    ? call.Use<PublishedResults>().ReadAsync(call.Caller, address, call.Get(File), call.Stop)
                    : Task.FromResult(Refusals.NotFound("These are not the owner and name of a repository.").ToResult()),
        },
    ];
}
