using Signalbox.FakeGitHub.Accounts;

namespace Signalbox.FakeGitHub.Statuses;

/// <summary>A commit status. The newest of a context, in any case, is the one that counts.</summary>
internal sealed record CommitStatus(
    long Id, string Sha, string State, string Context, string? Description, string? TargetUrl, Account Creator, DateTimeOffset CreatedAt)
{
    public string NodeId => $"SC_{Id}";
}
