using System.Net;
using System.Net.Http.Headers;
using Signalbox.Core.Builds;
using Signalbox.Core.Results;

namespace Signalbox.Cli.Remote;

/// <summary>The logs of a service's builds.</summary>
internal sealed class RemoteLogs(ServiceClient client) : IResultStore
{
    public async Task<long?> LogLengthAsync(TaskAttempt attempt, CancellationToken cancellationToken)
    {
        using var answer = await client.SendAsync(
            HttpMethod.Head, AttemptView.LogOf(attempt), content: null, request => { }, cancellationToken);
        if (answer.StatusCode == HttpStatusCode.NotFound) return null;
        await client.RequireAsync(answer, cancellationToken);
        return answer.Content.Headers.ContentLength;
    }

    public async Task<Stream?> OpenLogAsync(TaskAttempt attempt, long offset, CancellationToken cancellationToken)
    {
        var answer = await client.SendAsync(
            HttpMethod.Get, AttemptView.LogOf(attempt), content: null,
            request => request.Headers.Range = offset > 0 ? new RangeHeaderValue(offset, null) : null, cancellationToken);
        if (answer.StatusCode == HttpStatusCode.NotFound) return null;
        if (answer.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable) return Stream.Null; // nothing behind it yet
        await client.RequireAsync(answer, cancellationToken);
        return await answer.Content.ReadAsStreamAsync(cancellationToken);
    }

    public Task<long> AppendLogAsync(
        TaskAttempt attempt, long position, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) => throw OnlyLogs();

    public Task PutResultAsync(TaskAttempt attempt, string path, Stream content, CancellationToken cancellationToken) => throw OnlyLogs();

    public Task<IReadOnlyList<ResultFile>> ListAttemptAsync(TaskAttempt attempt, CancellationToken cancellationToken) => throw OnlyLogs();

    public Task<Stream?> OpenFileAsync(TaskAttempt attempt, string path, CancellationToken cancellationToken) => throw OnlyLogs();

    public Task<bool> PublishAsync(ResultAddress address, ResultRun run, CancellationToken cancellationToken) => throw OnlyLogs();

    public Task<ResultRun?> FindAsync(ResultAddress address, CancellationToken cancellationToken) => throw OnlyLogs();

    public Task<Stream?> OpenResultAsync(ResultAddress address, string path, CancellationToken cancellationToken) => throw OnlyLogs();

    public Task<long> DeleteAsync(BuildId build, CancellationToken cancellationToken) => throw OnlyLogs();

    private static InvalidOperationException OnlyLogs() => new("Of a service's results only the logs are read here.");
}
