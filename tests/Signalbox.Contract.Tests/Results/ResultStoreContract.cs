using System.Collections.Immutable;
using System.Text;
using Signalbox.Contract.Tests.Suites;
using Signalbox.Core.Builds;
using Signalbox.Core.Changes;
using Signalbox.Core.Results;

namespace Signalbox.Contract.Tests.Results;

/// <summary>The port's suite, in three parts: logs, files, publication.</summary>
public abstract partial class ResultStoreContract : StoreContract<IResultStore>
{
    private static TaskAttempt Attempt(string build = "b-1", string task = "unit", int attempt = 1) => new(BuildId.Parse(build), task, attempt);

    private static ResultAddress Address(string branch = "main", char sha = 'a', string head = "acme/app") =>
        new(RepositoryName.Parse("acme/app"), RepositoryName.Parse(head), branch, CommitSha.Parse(new string(sha, 40)));

    private ResultRun Run(string build, int minute, params string[] paths) => new(
        BuildId.Parse(build),
        Clock.GetUtcNow().AddMinutes(minute),
        paths.ToImmutableSortedDictionary(path => path, path => new PublishedFile(Attempt(build), path, Encoding.UTF8.GetByteCount(Content(build, path))), StringComparer.Ordinal));

    private static string Content(string build, string path) => $"{path} of {build}";

    /// <summary>Keeps files that say what they are.</summary>
    private async Task PutAsync(TaskAttempt attempt, params string[] paths)
    {
        foreach (var path in paths) await PutTextAsync(attempt, path, Content(attempt.Build.Value, path));
    }

    private async Task PutTextAsync(TaskAttempt attempt, string path, string content)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(content));
        await Store.PutResultAsync(attempt, path, stream, Soon);
    }

    private static async Task<string?> ReadAsync(Task<Stream?> opening)
    {
        await using var stream = await opening;
        if (stream is null) return null;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return await reader.ReadToEndAsync(Soon);
    }
}
