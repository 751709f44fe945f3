using Signalbox.Core.Changes;

namespace Signalbox.Git.Repositories;

/// <summary>A repository on disk as it was found from a directory.</summary>
public sealed record LocalRepository
{
    /// <summary>
    /// Its identity. Its path is the git directory that belongs to the directory it was found from: in a linked work tree that one's
    /// own, so that HEAD means what it means to the user.
    /// </summary>
    public required Repository Repository { get; init; }

    /// <summary>The root of the work tree; null for a bare repository.</summary>
    public string? WorkTree { get; init; }

    /// <summary>The branch that is checked out as a full ref name; `HEAD` when it is detached.</summary>
    public required string HeadReference { get; init; }

    /// <summary>The commit of HEAD; null when nothing has been committed on the branch yet.</summary>
    public CommitSha? Head { get; init; }

    /// <summary>History ends early: a merge or a list of changed paths may not be possible.</summary>
    public bool IsShallow { get; init; }

    /// <summary>HEAD names submodules; checkouts leave them empty.</summary>
    public bool HasSubmodules { get; init; }

    /// <summary>HEAD's root attributes give files to Git LFS; without git-lfs checkouts have pointers in their place.</summary>
    public bool UsesLargeFiles { get; init; }
}

/// <summary>What was found in a directory.</summary>
public abstract record RepositoryLocation
{
    private RepositoryLocation()
    {
    }

    /// <summary>A repository.</summary>
    /// <param name="Repository">Which.</param>
    public sealed record Found(LocalRepository Repository) : RepositoryLocation;

    /// <summary>No repository, or one that git refuses to use.</summary>
    /// <param name="Message">Why, and what would be right; for people.</param>
    public sealed record NotFound(string Message) : RepositoryLocation;
}
