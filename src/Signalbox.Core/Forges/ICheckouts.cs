using Signalbox.Core.Changes;

namespace Signalbox.Core.Forges;

/// <summary>Clean checkouts of commits for builds that run on this machine.</summary>
public interface ICheckouts
{
    /// <summary>
    /// Fills a new directory with the commit's files and a git directory of its own that shares the repository's objects, so a build
    /// can use git and a large repository is not copied. The repository's hooks do not run.
    /// </summary>
    /// <param name="repository">A local repository.</param>
    /// <param name="commit">The exact commit; HEAD is detached at it.</param>
    /// <param name="directory">An absolute path that does not exist yet.</param>
    /// <param name="cancellationToken">Ends the git process.</param>
    /// <returns>Remarks for the task's log, such as submodules that were left empty; usually none.</returns>
    /// <exception cref="CheckoutException">It cannot be made; the message says why. The directory may be left partly filled.</exception>
    Task<IReadOnlyList<string>> CreateAsync(Repository repository, CommitSha commit, string directory, CancellationToken cancellationToken);
}

/// <summary>A checkout could not be made: disk, missing objects, a filter that fails.</summary>
public sealed class CheckoutException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The repository has no such commit: asking again cannot help, unlike trouble with the disk.</summary>
    public bool CommitMissing { get; init; }
}
