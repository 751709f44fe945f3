using System.Collections.Immutable;

namespace Signalbox.FakeGitHub.Apps;

/// <summary>What Signalbox's App asks for.</summary>
internal static class AppDefaults
{
    public static readonly ImmutableSortedDictionary<string, string> Permissions = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["actions"] = "write",
        ["administration"] = "read",
        ["checks"] = "write",
        ["contents"] = "write",
        ["issues"] = "write",
        ["members"] = "read",
        ["metadata"] = "read",
        ["pull_requests"] = "write",
        ["statuses"] = "write",
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    public static readonly ImmutableArray<string> Events =
    [
        "check_run", "check_suite", "create", "delete", "issue_comment", "label", "pull_request", "pull_request_review", "push", "repository", "status",
    ];
}
