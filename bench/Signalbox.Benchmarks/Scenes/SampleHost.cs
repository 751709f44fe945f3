using Signalbox.Cli.Composition;
using Signalbox.Core.Builds;
using Signalbox.Embedded.Host;
using Signalbox.Embedded.Host.Ownership;

namespace Signalbox.Benchmarks.Scenes;

/// <summary>The embedded host with the adapters of the command line.</summary>
internal static class SampleHost
{
    public static Task<EmbeddedHost> OpenAsync(string directory)
    {
        var data = new DataDirectory(directory);
        return EmbeddedHost.OpenAsync(new() { Data = data, Adapters = Adapters.For(data) }, CancellationToken.None);
    }

    /// <summary>Builds, and follows as the command line does, to the end.</summary>
    /// <returns>How many tasks succeeded; it is an error when the build did not.</returns>
    public static async Task<int> BuildAsync(this EmbeddedHost host, string id, BuildRequest request)
    {
        var build = BuildId.Parse(id);
        await host.Builds.StartAsync(build, request, CancellationToken.None);
        await foreach (var _ in host.FollowAsync(build, after: 0, CancellationToken.None))
        {
            // As the command line: every event is read.
        }

        var head = await host.Store.FindAsync(build, CancellationToken.None);
        return head is { State: BuildState.Succeeded, Result.Completed: var completed }
            ? completed
            : throw new InvalidOperationException($"Build {id} ended as {head?.State}: {head?.Result?.Message}");
    }
}
