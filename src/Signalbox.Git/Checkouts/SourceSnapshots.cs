using System.Collections.Concurrent;
using System.Text;
using Signalbox.Git.Programs;
using Signalbox.Git.Repositories;

namespace Signalbox.Git.Checkouts;

/// <summary>One snapshot per repository, taken again when its refs or its configuration have changed.</summary>
internal sealed class SourceSnapshots(GitProgram git, TimeProvider time)
{
    private const string Header = "# pack-refs with: peeled fully-peeled sorted \n";

    private readonly ConcurrentDictionary<string, (SourceState State, SourceSnapshot Snapshot)> kept = new(StringComparer.Ordinal);

    /// <summary>The snapshot of the repository as it is.</summary>
    public async Task<SourceSnapshot> OfAsync(SourceDirectories source, CancellationToken cancellationToken)
    {
        var state = SourceState.Of(source);
        if (kept.TryGetValue(source.Common, out var last) && last.State == state) return last.Snapshot;
        var snapshot = await TakeAsync(source, cancellationToken);
        // What changed a moment ago may change again within one tick of the file system's clock: such a state is not to be trusted.
        if (state.IsOlderThan(TimeSpan.FromSeconds(1), time.GetUtcNow())) kept[source.Common] = (state, snapshot);
        return snapshot;
    }

    private async Task<SourceSnapshot> TakeAsync(SourceDirectories source, CancellationToken cancellationToken)
    {
        var settings = git.TryRunAsync(
            GitCall.On(source.Common, "config", "--null", "--get-regexp", "^(remote[.]origin[.]url|lfs[.]storage)$"), cancellationToken);
        var refs = await git.TryRunAsync(
            GitCall.On(source.Common, "for-each-ref", "--format=%(objectname) %(refname)%00%(*objectname)", "refs/heads", "refs/tags"),
            cancellationToken);
        var values = (await settings).Parts
            .Select(part => part.Split('\n', 2))
            .Where(part => part.Length == 2)
            .GroupBy(part => part[0], StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Last()[1], StringComparer.Ordinal);
        return new(
            refs.ExitCode == 0 ? PackedRefs(refs.Text) : Header,
            values.TryGetValue("remote.origin.url", out var url) ? RemoteUrl.WithoutCredentials(url) : null,
            Path.GetFullPath(values.GetValueOrDefault("lfs.storage", "lfs"), source.Common),
            refs.ExitCode == 0 ? null : $"Branches and tags are not in the checkout: {refs.Errors.Trim()}");
    }

    // Each line is `<object> <ref>` NUL `<commit of an annotated tag>`; a file of refs has the latter on a line of its own.
    private static string PackedRefs(string listing)
    {
        var text = new StringBuilder(Header);
        foreach (var line in listing.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var end = line.IndexOf('\0', StringComparison.Ordinal);
            text.Append(line.AsSpan(0, end)).Append('\n');
            if (end + 1 < line.Length) text.Append('^').Append(line.AsSpan(end + 1)).Append('\n');
        }

        return text.ToString();
    }
}
