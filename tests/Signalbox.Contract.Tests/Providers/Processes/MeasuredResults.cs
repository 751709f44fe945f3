using Signalbox.Core.Builds;
using Signalbox.Core.Results;

namespace Signalbox.Contract.Tests.Providers.Processes;

/// <summary>Results that forward to a store and say how much was appended; a test may make an append fail or wait, or drop its bytes.</summary>
internal sealed class MeasuredResults(IResultStore store) : IResultStore
{
    private long length;

    public int Appends { get; private set; }

    public long Length => length;

    /// <summary>Appended bytes are counted and forgotten.</summary>
    public bool Forgets { get; init; }

    /// <summary>Completed with each append's text.</summary>
    public Func<string, Task> OnAppend { get; set; } = _ => Task.CompletedTask;

    public async Task<long> AppendLogAsync(TaskAttempt attempt, long position, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        Appends++;
        if (Forgets) return length = position + bytes.Length;
        await OnAppend(System.Text.Encoding.Latin1.GetString(bytes.Span));
        return length = await store.AppendLogAsync(attempt, position, bytes, cancellationToken);
    }

    public Task<long?> LogLengthAsync(TaskAttempt attempt, CancellationToken cancellationToken) => store.LogLengthAsync(attempt, cancellationToken);

    public Task<Stream?> OpenLogAsync(TaskAttempt attempt, long offset, CancellationToken cancellationToken) =>
        store.OpenLogAsync(attempt, offset, cancellationToken);

    public Task PutResultAsync(TaskAttempt attempt, string path, Stream content, CancellationToken cancellationToken) =>
        store.PutResultAsync(attempt, path, content, cancellationToken);

    public Task<IReadOnlyList<ResultFile>> ListAttemptAsync(TaskAttempt attempt, CancellationToken cancellationToken) =>
        store.ListAttemptAsync(attempt, cancellationToken);

    public Task<Stream?> OpenFileAsync(TaskAttempt attempt, string path, CancellationToken cancellationToken) =>
        store.OpenFileAsync(attempt, path, cancellationToken);

    public Task<bool> PublishAsync(ResultAddress address, ResultRun run, CancellationToken cancellationToken) =>
        store.PublishAsync(address, run, cancellationToken);

    public Task<ResultRun?> FindAsync(ResultAddress address, CancellationToken cancellationToken) => store.FindAsync(address, cancellationToken);

    public Task<Stream?> OpenResultAsync(ResultAddress address, string path, CancellationToken cancellationToken) =>
        store.OpenResultAsync(address, path, cancellationToken);

    public Task<long> DeleteAsync(BuildId build, CancellationToken cancellationToken) => store.DeleteAsync(build, cancellationToken);
}
