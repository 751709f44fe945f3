using Signalbox.Core.Builds;
using Signalbox.Core.Results;

namespace Signalbox.Embedded.Files;

/// <summary>
/// Logs and results as files below one directory, owned by one process (see <see cref="ResultLayout"/>). Survives a kill at any
/// moment: a log ends where its last write ended, a file or pointer is the old one or the new one. A power cut may take the newest bytes
/// of logs and files; pointers are on the disk when a publication returns.
/// </summary>
public sealed class FileResultStore : IResultStore, IDisposable
{
    private readonly ResultLayout layout;
    private readonly IncomingFiles incoming;
    private readonly PublishedRuns published;
    private readonly LogHandles logs = new();

    /// <summary>Opens the store, making its directory.</summary>
    /// <param name="directory">Nobody else may write there.</param>
    /// <exception cref="Sqlite.StorageException">It cannot be written.</exception>
    public FileResultStore(string directory)
        : this(directory, readOnly: false)
    {
    }

    private FileResultStore(string directory, bool readOnly)
    {
        layout = new(Path.GetFullPath(directory));
        try
        {
            incoming = new(layout.Incoming, readOnly);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw FileErrors.Translate(error, layout.Root);
        }

        published = new(layout, incoming);
    }

    /// <summary>Opens a store that another process may own, and makes nothing: one that does not exist is empty. Writing is an <see cref="InvalidOperationException"/>.</summary>
    public static FileResultStore OpenReadOnly(string directory) => new(directory, readOnly: true);

    /// <inheritdoc/>
    public Task<long> AppendLogAsync(TaskAttempt attempt, long position, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        incoming.EnsureWritable();
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes.Length, IResultStore.LargestAppend, nameof(bytes));
        var path = layout.Log(attempt);
        return FileErrors.Run(path, () => logs.Append(path, position, bytes.Span), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<long?> LogLengthAsync(TaskAttempt attempt, CancellationToken cancellationToken)
    {
        var path = layout.Log(attempt);
        return FileErrors.Run(path, () => new FileInfo(path) is { Exists: true } file ? file.Length : (long?)null, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<Stream?> OpenLogAsync(TaskAttempt attempt, long offset, CancellationToken cancellationToken)
    {
        var path = layout.Log(attempt);
        return FileErrors.Run<Stream?>(path, () => FileSlice.TryOpen(path, offset), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task PutResultAsync(TaskAttempt attempt, string path, Stream content, CancellationToken cancellationToken)
    {
        incoming.EnsureWritable();
        var place = layout.File(attempt, path);
        try
        {
            await incoming.PutAsync(place, content, cancellationToken);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw FileErrors.Translate(error, place);
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<ResultFile>> ListAttemptAsync(TaskAttempt attempt, CancellationToken cancellationToken)
    {
        var directory = new DirectoryInfo(layout.Files(attempt));
        return FileErrors.Run<IReadOnlyList<ResultFile>>(directory.FullName, () => directory.Exists ? List(directory) : [], cancellationToken);
    }

    /// <inheritdoc/>
    public Task<Stream?> OpenFileAsync(TaskAttempt attempt, string path, CancellationToken cancellationToken)
    {
        var place = layout.File(attempt, path);
        return FileErrors.Run<Stream?>(place, () => FileSlice.TryOpen(place, 0), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<bool> PublishAsync(ResultAddress address, ResultRun run, CancellationToken cancellationToken)
    {
        incoming.EnsureWritable();
        return FileErrors.Run(layout.Pointer(address), () => published.Publish(address, run), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<ResultRun?> FindAsync(ResultAddress address, CancellationToken cancellationToken) =>
        FileErrors.Run(layout.Pointer(address), () => published.Find(address), cancellationToken);

    /// <inheritdoc/>
    public Task<Stream?> OpenResultAsync(ResultAddress address, string path, CancellationToken cancellationToken) =>
        FileErrors.Run<Stream?>(layout.Pointer(address), () => Open(published.Find(address)?.Files.GetValueOrDefault(path)), cancellationToken);

    /// <inheritdoc/>
    public Task<long> DeleteAsync(BuildId build, CancellationToken cancellationToken) => FileErrors.Run(
        layout.Root,
        () =>
        {
            incoming.EnsureWritable();
            published.Withdraw(build);
            logs.Close(layout.Logs(build));
            var freed = incoming.Remove(layout.Logs(build)) + incoming.Remove(layout.Files(build));
            logs.Close(layout.Logs(build)); // what a straggler opened in between writes to a file without a name
            return freed;
        },
        cancellationToken);

    /// <summary>Closes the logs that are open.</summary>
    public void Dispose() => logs.Dispose();

    private FileSlice? Open(PublishedFile? file) => file is null ? null : FileSlice.TryOpen(layout.File(file.Attempt, file.Path), 0);

    private static IReadOnlyList<ResultFile> List(DirectoryInfo directory) =>
    [
        .. directory.EnumerateFiles("*", SearchOption.AllDirectories)
            .Select(file => new ResultFile(FileName.Unescape(Path.GetRelativePath(directory.FullName, file.FullName)), file.Length))
            .OrderBy(file => file.Path, StringComparer.Ordinal),
    ];
}
