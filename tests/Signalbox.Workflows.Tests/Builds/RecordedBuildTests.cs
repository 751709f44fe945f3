using Signalbox.Core.Builds;
using Signalbox.Core.Providers;
using Signalbox.Embedded.Engine;
using Xunit;

namespace Signalbox.Workflows.Tests.Builds;

/// <summary>
/// Journals of one build, recorded once and kept: builds that were under way when a new version was installed must go on. A change
/// that breaks one of these breaks them, and has to be made in a way that replays both. New recordings are added beside the old ones,
/// never in their place: `SIGNALBOX_RECORD=name` writes `Recorded/name/`.
/// </summary>
public sealed class RecordedBuildTests
{
    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Builds", "Recorded");

    public static TheoryData<string> Recordings =>
        [.. Directory.EnumerateFiles(Folder, "*.jsonl", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Folder, file)).Order()];

    [Theory]
    [MemberData(nameof(Recordings))]
    public async Task A_journal_that_was_recorded_by_an_earlier_version_replays(string recording)
    {
        await using var world = await BuildWorld.OfAsync("check: a");
        Assert.Null(HistoryReplay.Replay(await File.ReadAllLinesAsync(Path.Combine(Folder, recording)), world.Registry));
    }

    [Fact]
    public async Task The_journals_of_a_build_made_now_replay()
    {
        await using var world = await BuildWorld.OfAsync("check: a b | package: c");
        var build = await world.RunAsync("recorded");
        foreach (var request in new[] { await world.Provider.NextAsync(), await world.Provider.NextAsync() })
        {
            await world.Provider.SetAsync(
                request.Key, request.Key.Task == "a" ? new ProviderBuildState.Lost("agent lost") : new ProviderBuildState.Succeeded());
        }

        await world.Provider.SucceedAsync((await world.Provider.NextAsync()).Key);
        var last = await world.Provider.NextAsync();
        await world.AdvanceAsync(TimeSpan.FromMinutes(7));
        await world.Provider.SucceedAsync(last.Key);
        await world.SettleAsync();
        Assert.Equal(BuildState.Succeeded, (await world.HeadAsync(build)).State);

        var journals = new Dictionary<string, string>
        {
            ["build"] = build.Value,
            ["task-lost"] = new TaskAttempt(build, "a", 1).InstanceId,
            ["task-tried-again"] = new TaskAttempt(build, "a", 2).InstanceId,
            ["task-that-took-its-time"] = new TaskAttempt(build, "c", 1).InstanceId,
            ["poller"] = "poller~process",
        };
        foreach (var (name, instance) in journals)
        {
            var lines = await world.HistoryAsync(instance);
            Assert.Null(HistoryReplay.Replay(lines, world.Registry));
            if (Environment.GetEnvironmentVariable("SIGNALBOX_RECORD") is not { Length: > 0 } version) continue;
            var kept = Directory.CreateDirectory(Path.Combine(Folder, "..", "..", "..", "..", "..", "Builds", "Recorded", version)).FullName;
            await File.WriteAllLinesAsync(Path.Combine(kept, $"{name}.jsonl"), lines);
        }
    }
}
