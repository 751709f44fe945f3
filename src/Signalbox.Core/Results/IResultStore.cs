using System.Collections.Immutable;
using Signalbox.Core.Builds;
using Signalbox.Core.Changes;

namespace Signalbox.Core.Results;

/// <summary>
/// Logs by append, results replaced as a whole (B8). Fits append blobs and block blobs as well as files: an append is guarded by its
/// position, a publication is the replacement of one pointer.
/// </summary>
/// <remarks>
/// Writers gather: an append blob takes blocks of <see cref="LargestAppend"/> bytes, and 50,000 of them. A published address is one
/// pointer, so each read of it is of one run; two reads may be of two.
/// </remarks>
public interface IResultStore
{
    /// <summary>How many bytes one append takes.</summary>
    const int LargestAppend = 4 << 20;

    /// <summary>
    /// Appends to the attempt's log if the log is exactly <paramref name="position"/> bytes long, creating it at 0. A repeated append
    /// therefore changes nothing.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The position is negative, or the bytes are more than <see cref="LargestAppend"/>.</exception>
    /// <returns>
    /// The log's length now; where it is not position + length, the append was not made. After a crash it may end inside what was being
    /// appended: whoever goes on does so at its length.
    /// </returns>
    Task<long> AppendLogAsync(TaskAttempt attempt, long position, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken);

    /// <summary>The length of the attempt's log in bytes; null when there is none.</summary>
    Task<long?> LogLengthAsync(TaskAttempt attempt, CancellationToken cancellationToken);

    /// <summary>Opens the attempt's log for reading from an offset, up to what is there now; null when there is none.</summary>
    Task<Stream?> OpenLogAsync(TaskAttempt attempt, long offset, CancellationToken cancellationToken);

    /// <summary>Keeps one file of an attempt, replacing one of that path. Not visible as a result until it is published.</summary>
    /// <param name="attempt">The attempt that made it.</param>
    /// <param name="path">See <see cref="ResultPath"/>; any other is refused with an <see cref="ArgumentException"/>.</param>
    /// <param name="content">Its bytes.</param>
    /// <param name="cancellationToken">Ends the copy; a partial file is not kept.</param>
    Task PutResultAsync(TaskAttempt attempt, string path, Stream content, CancellationToken cancellationToken);

    /// <summary>The files kept of an attempt, in the order of their paths.</summary>
    Task<IReadOnlyList<ResultFile>> ListAttemptAsync(TaskAttempt attempt, CancellationToken cancellationToken);

    /// <summary>
    /// Opens one file kept of an attempt; null when there is none. A reader of several published files finds the run once and opens its
    /// files by this, so that a newer run that is published meanwhile is not mixed in.
    /// </summary>
    Task<Stream?> OpenFileAsync(TaskAttempt attempt, string path, CancellationToken cancellationToken);

    /// <summary>Makes the build's files the results of the address, all at once, unless a later run already did.</summary>
    /// <returns>False when the address shows a run that is later in (<see cref="ResultRun.At"/>, build id).</returns>
    Task<bool> PublishAsync(ResultAddress address, ResultRun run, CancellationToken cancellationToken);

    /// <summary>What the address shows; null when nothing was published.</summary>
    Task<ResultRun?> FindAsync(ResultAddress address, CancellationToken cancellationToken);

    /// <summary>Opens a published file; null when there is none.</summary>
    Task<Stream?> OpenResultAsync(ResultAddress address, string path, CancellationToken cancellationToken);

    /// <summary>
    /// Deletes the logs and files of a build, and what addresses show of it. For builds that have ended; ended early, it is repeated.
    /// Files that another build published by reference are gone for it, too.
    /// </summary>
    /// <returns>How many bytes of logs and files that freed.</returns>
    Task<long> DeleteAsync(BuildId build, CancellationToken cancellationToken);
}

/// <summary>A file of an attempt.</summary>
/// <param name="Path">Relative, with `/`.</param>
/// <param name="Length">In bytes.</param>
public sealed record ResultFile(string Path, long Length);

/// <summary>What results are found by.</summary>
/// <param name="Repository">The repository that was built.</param>
/// <param name="HeadRepository">Where the branch lives; another one for a fork.</param>
/// <param name="Branch">The head branch, or `HEAD`.</param>
/// <param name="Sha">The head commit that was asked for.</param>
public sealed record ResultAddress(RepositoryName Repository, RepositoryName HeadRepository, string Branch, CommitSha Sha);

/// <summary>What one build published.</summary>
/// <param name="Build">The build.</param>
/// <param name="At">When it was created: decides which of two runs is later.</param>
/// <param name="Files">Published path to the attempt that made the file and its path there; a delegated task's files are the other build's.</param>
public sealed record ResultRun(BuildId Build, DateTimeOffset At, ImmutableSortedDictionary<string, PublishedFile> Files)
{
    /// <summary>Whether another run is the later one, which this one may not replace.</summary>
    public bool IsBefore(ResultRun other) =>
        At < other.At || (At == other.At && string.CompareOrdinal(Build.Value, other.Build.Value) < 0);
}

/// <summary>Where a published file lies.</summary>
/// <param name="Attempt">The attempt that made it.</param>
/// <param name="Path">Its path there.</param>
/// <param name="Length">In bytes.</param>
public sealed record PublishedFile(TaskAttempt Attempt, string Path, long Length);
