namespace Signalbox.Core.Changes;

/// <summary>
/// A repository and where it is. Two clones of one origin have one <see cref="Name"/>, so a local one is found by its path.
/// </summary>
/// <param name="Host">`local` for a repository on disk, else the forge's host (`github.com`).</param>
/// <param name="Name">`owner/name`.</param>
/// <param name="Path">The git directory on disk, absolute; absent for a hosted repository.</param>
public sealed record Repository(string Host, RepositoryName Name, string? Path = null)
{
    /// <summary>The host of every repository on disk, so that it never equals the one on a forge.</summary>
    public const string LocalHost = "local";

    /// <summary>Whether the repository lies on this machine's disk.</summary>
    public bool IsLocal => Host == LocalHost;
}
