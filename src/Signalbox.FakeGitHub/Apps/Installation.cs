using System.Collections.Immutable;
using Signalbox.FakeGitHub.Accounts;
using Signalbox.FakeGitHub.Repositories;

namespace Signalbox.FakeGitHub.Apps;

/// <summary>The App in somebody's account.</summary>
internal sealed record Installation(long Id, App App, Account Account, ImmutableSortedDictionary<string, string> Permissions, DateTimeOffset CreatedAt)
{
    /// <summary>Ids of the repositories that were selected; null for all of the account.</summary>
    public ImmutableSortedSet<long>? Repositories { get; init; }

    public DateTimeOffset UpdatedAt { get; init; } = CreatedAt;

    public DateTimeOffset? SuspendedAt { get; init; }

    public Account? SuspendedBy { get; init; }

    public string Selection => Repositories is null ? "all" : "selected";

    public string NodeId => $"INS_{Id}";

    public bool Covers(HostedRepository repository) =>
        repository.Owner.Id == Account.Id && Repositories?.Contains(repository.Id) != false;
}

/// <summary>A token of an installation, narrowed or not.</summary>
internal sealed record InstallationToken(
    string Value, Installation Installation, ImmutableSortedDictionary<string, string> Permissions, ImmutableSortedSet<long>? Repositories,
    DateTimeOffset ExpiresAt);
