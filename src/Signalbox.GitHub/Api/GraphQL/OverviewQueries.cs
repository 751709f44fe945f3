using System.Globalization;

namespace Signalbox.GitHub.Api.GraphQL;

/// <summary>
/// The queries behind <see cref="OverviewsApi"/>: all that Q2 and Q3 need of a pull request, and the checks and statuses that GitHub shows
/// at its head, so that a sweep reads a hundred in one request.
/// </summary>
internal static class OverviewQueries
{
    /// <summary>One page of the open ones: `owner`, `name`, `first`, `after`.</summary>
    public const string Page =
        """
        query($owner: String!, $name: String!, $first: Int!, $after: String) {
          repository(owner: $owner, name: $name) {
            pullRequests(states: OPEN, first: $first, after: $after, orderBy: { field: CREATED_AT, direction: ASC }) {
              pageInfo { hasNextPage endCursor }
              nodes { ...overview }
            }
          }
        }

        """ + Fragment;

    private const string Fragment =
        """
        fragment overview on PullRequest {
          number
          id
          state
          title
          isDraft
          merged
          mergeable
          mergeStateStatus
          reviewDecision
          headRefName
          headRefOid
          baseRefName
          baseRefOid
          isCrossRepository
          authorAssociation
          updatedAt
          author { login }
          headRepository { nameWithOwner }
          labels(first: 50) { nodes { name } }
          latestOpinionatedReviews(first: 50, writersOnly: true) {
            nodes { state submittedAt author { login } commit { oid } }
          }
          commits(last: 1) {
            nodes {
              commit {
                oid
                message
                statusCheckRollup {
                  contexts(first: 100) {
                    pageInfo { hasNextPage endCursor }
                    nodes {
                      __typename
                      ... on CheckRun { name databaseId externalId status conclusion detailsUrl checkSuite { app { databaseId } } }
                      ... on StatusContext { context state description targetUrl }
                    }
                  }
                }
              }
            }
          }
        }
        """;

    /// <summary>Certain ones, each under the name `p{number}`: `owner`, `name`.</summary>
    public static string Of(IEnumerable<int> numbers) =>
        $$"""
        query($owner: String!, $name: String!) {
          repository(owner: $owner, name: $name) {
        {{string.Join('\n', numbers.Select(number => string.Create(CultureInfo.InvariantCulture, $"    p{number}: pullRequest(number: {number}) {{ ...overview }}")))}}
          }
        }

        """ + Fragment;
}
