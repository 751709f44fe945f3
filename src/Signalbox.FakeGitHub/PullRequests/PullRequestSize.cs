namespace Signalbox.FakeGitHub.PullRequests;

/// <summary>How much a pull request changes.</summary>
/// <param name="Commits">Commits that the base does not have.</param>
/// <param name="Files">Files that differ from where it left the base.</param>
/// <param name="Additions">Lines.</param>
/// <param name="Deletions">Lines.</param>
/// <param name="IsBehind">The base's tip is not in it.</param>
internal sealed record PullRequestSize(int Commits, int Files, int Additions, int Deletions, bool IsBehind);
