using System.Collections.Concurrent;
using Signalbox.FakeGitHub.Accounts;
using Signalbox.FakeGitHub.Checks;
using Signalbox.FakeGitHub.Conversations;
using Signalbox.FakeGitHub.PullRequests;
using Signalbox.FakeGitHub.Statuses;

namespace Signalbox.FakeGitHub.Repositories;

/// <summary>
/// A repository with all that GitHub keeps beside its objects. Every value is immutable and replaced while the world's gate is held, so
/// that a reader needs no lock.
/// </summary>
internal sealed class HostedRepository(long id, Account owner, string name, string defaultBranch, BareRepository git, DateTimeOffset createdAt)
{
    private int lastNumber;

    public long Id => id;

    public string NodeId => $"R_{id}";

    public Account Owner => owner;

    public string Name => name;

    public string FullName => $"{owner.Login}/{name}";

    public string DefaultBranch => defaultBranch;

    public BareRepository Git => git;

    public DateTimeOffset CreatedAt => createdAt;

    /// <summary>The last push to a branch or tag.</summary>
    public required DateTimeOffset PushedAt { get; set; }

    public bool IsPrivate { get; init; }

    /// <summary>What it was forked from.</summary>
    public HostedRepository? Parent { get; init; }

    /// <summary>Deleted: nobody finds it any more, and pull requests from it have no head repository.</summary>
    public bool IsDeleted { get; set; }

    public ConcurrentDictionary<string, RepositoryRole> Roles { get; } = new(StringComparer.OrdinalIgnoreCase);

    public ConcurrentDictionary<int, PullRequest> Pulls { get; } = new();

    public ConcurrentDictionary<int, Issue> Issues { get; } = new();

    public ConcurrentDictionary<long, Review> Reviews { get; } = new();

    public ConcurrentDictionary<long, Comment> Comments { get; } = new();

    public ConcurrentDictionary<long, Reaction> Reactions { get; } = new();

    public ConcurrentDictionary<long, CheckSuite> CheckSuites { get; } = new();

    public ConcurrentDictionary<long, CheckRun> CheckRuns { get; } = new();

    public ConcurrentDictionary<long, CommitStatus> Statuses { get; } = new();

    public ConcurrentDictionary<string, Label> Labels { get; } = new(StringComparer.OrdinalIgnoreCase);

    public ConcurrentDictionary<string, BranchProtection> Protections { get; } = new(StringComparer.Ordinal);

    public ConcurrentDictionary<long, Ruleset> Rulesets { get; } = new();

    /// <summary>The number of the next issue or pull request: both count together.</summary>
    public int NextNumber() => Interlocked.Increment(ref lastNumber);

    public RepositoryRole RoleOf(Account account)
    {
        if (account.Id == owner.Id) return RepositoryRole.Admin;
        var role = Roles.GetValueOrDefault(account.Login, RepositoryRole.None);
        return role == RepositoryRole.None && !IsPrivate ? RepositoryRole.Read : role;
    }

    /// <summary>`author_association`: a hint only, as on GitHub.</summary>
    public string AssociationOf(Account account) => (account.Id == owner.Id, Roles.GetValueOrDefault(account.Login, RepositoryRole.None)) switch
    {
        (true, _) => "OWNER",
        (_, RepositoryRole.None) => Pulls.Values.Any(pull => pull.IsMerged && pull.Author.Id == account.Id) ? "CONTRIBUTOR" : "NONE",
        _ => owner.Kind == AccountKind.Organization ? "MEMBER" : "COLLABORATOR",
    };
}

/// <summary>A label.</summary>
internal sealed record Label(long Id, string Name, string Color, string? Description);
