using Signalbox.Core.Changes;
using Signalbox.GitHub.Api.Requests;

namespace Signalbox.GitHub.Api;

/// <summary>Files of a repository.</summary>
public sealed class ContentsApi
{
    private readonly ApiCaller caller;

    internal ContentsApi(ApiCaller caller) => this.caller = caller;

    /// <summary>The bytes of a file at a commit or branch, up to 100 MB.</summary>
    public Task<Answer<ReadOnlyMemory<byte>>> ReadAsync(RepositoryName repository, string path, string reference, CancellationToken cancellationToken) =>
        caller.GetRawAsync($"repos/{repository}/contents/{path}?ref={reference}", cancellationToken);
}
