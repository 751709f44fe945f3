using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.StaticFiles;
using Signalbox.Core.Changes;
using Signalbox.Core.Results;
using Signalbox.Core.Trust;
using Signalbox.Http.Builds;
using Signalbox.Http.Problems;
using Signalbox.Http.Streams;
using Signalbox.Http.Trust;

namespace Signalbox.Http.Results;

/// <summary>The published files of a commit (B8).</summary>
public sealed class PublishedResults(IResultStore results)
{
    private const string Bytes = "application/octet-stream";
    private static readonly FileExtensionContentTypeProvider Types = new();

    /// <summary>One file.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="address">Where it was published.</param>
    /// <param name="path">Its path there.</param>
    /// <param name="stop">Ends the look.</param>
    public async Task<IResult> ReadAsync(Caller caller, ResultAddress address, string path, CancellationToken stop)
    {
        var missing = Refusals.NotFound($"There is no result '{path}' of {address.Repository} {address.Branch} {address.Sha}.");
        await BuildAccess.RequireAsync(caller, Role.Read, address.Repository, missing, stop);
        // The run is found once and its file opened by it, so that length and bytes are of one run.
        if (!ResultPath.IsRight(path) || await results.FindAsync(address, stop) is not { } run || !run.Files.TryGetValue(
            path, out var file))
            return missing.ToResult();
        return new ByteAnswer(file.Length, (offset, reading) => OpenAsync(file, offset, reading), TypeOf(path))
        {
            Headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
            {
                // A build wrote it: a page of it may be looked at, and may neither run a script nor be a page of ours.
                ["Content-Security-Policy"] = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:",
                ["Signalbox-Build"] = run.Build.Value,
            },
        };
    }

    /// <summary>The path of a published file in the HTTP API.</summary>
    public static string LinkTo(ResultAddress address, string path)
    {
        var branch = address.HeadRepository == address.Repository ? address.Branch : $"{address.HeadRepository.Owner}:{address.Branch}";
        string[] parts = [address.Repository.Owner, address.Repository.Name, branch, address.Sha.Value, .. path.Split('/')];
        return "/api/results/" + string.Join('/', parts.Select(Uri.EscapeDataString));
    }

    /// <summary>The address that the segments of a path name; null when they name none.</summary>
    /// <param name="owner">Of the repository.</param>
    /// <param name="name">Of the repository.</param>
    /// <param name="branch">`branch`, or `headOwner:branch` of a fork.</param>
    /// <param name="sha">The head commit.</param>
    public static ResultAddress? AddressOf(string owner, string name, string branch, CommitSha sha)
    {
        if (!RepositoryName.TryParse($"{owner}/{name}", null, out var repository)) return null;
        // A branch has no colon in it: git allows none.
        var colon = branch.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0) return new(repository, repository, branch, sha);
        return RepositoryName.TryParse($"{branch[..colon]}/{name}", null, out var fork)
            ? new(repository, fork, branch[(colon + 1)..], sha)
            : null;
    }

    private async Task<Stream?> OpenAsync(PublishedFile file, long offset, CancellationToken stop)
    {
        var stream = await results.OpenFileAsync(file.Attempt, file.Path, stop);
        if (stream is null || offset == 0) return stream;
        if (stream.CanSeek) stream.Seek(offset, SeekOrigin.Begin);
        else await SkipAsync(stream, offset, stop);
        return stream;
    }

    private static async Task SkipAsync(Stream stream, long count, CancellationToken stop)
    {
        var buffer = new byte[81920];
        while (count > 0 && await stream.ReadAsync(buffer.AsMemory(0, (int)Math.Min(count, buffer.Length)), stop) is > 0 and var read)
            count -= read;
    }

    private static string TypeOf(string path)
    {
        if (!Types.TryGetContentType(path, out var type))
            return path.EndsWith(".log", StringComparison.OrdinalIgnoreCase) ? "text/plain; charset=utf-8" : Bytes;
        return type is "application/json" or "application/xml" || type.StartsWith("text/", StringComparison.Ordinal)
            ? $"{type}; charset=utf-8"
            : type;
    }
}
