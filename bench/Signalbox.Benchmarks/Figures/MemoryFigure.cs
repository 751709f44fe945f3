using System.Globalization;
using Signalbox.Benchmarks.Measures;
using Signalbox.Benchmarks.Scenes;
using Signalbox.Cli.Live;
using Signalbox.Core.Builds;
using Signalbox.Core.Events;

namespace Signalbox.Benchmarks.Figures;

/// <summary>
/// One long build with 100 tasks a stage, followed with the state that the command line keeps for its display. Had finished tasks a price
/// in memory, it would show after some thousand of them.
/// </summary>
internal static class MemoryFigure
{
    private const int Stages = 30;
    private const int Tasks = 100;
    private static readonly int[] Marks = [200, 1_000, 3_000];

    public static async Task MeasureAsync(Report report)
    {
        using var sample = new SampleRepository(SampleConfiguration.Blueprints(Stages, Tasks));
        await using var host = await SampleHost.OpenAsync(sample.In("data"));
        var started = await host.Builds.StartAsync(BuildId.Parse("b-1"), sample.Request(), CancellationToken.None);
        var progress = new BuildProgress(started.Head);
        var heaps = new List<double>();
        var finished = 0;
        await foreach (var next in host.FollowAsync(started.Head.Id, after: 0, CancellationToken.None))
        {
            progress.Apply(next);
            if (next.Type != EventType.TaskSuccess || !Marks.Contains(++finished)) continue;
            heaps.Add(Memory.Heap());
            report.Note(
                string.Create(CultureInfo.InvariantCulture, $"after {finished} tasks of a build of {Stages * Tasks}"),
                $"{heaps[^1]:0.0} MB on the managed heap, {Memory.Resident():0} MB resident");
        }

        if (finished != Stages * Tasks) throw new InvalidOperationException($"{finished} tasks succeeded.");
        report.Goal("what a finished task leaves on the heap", (heaps[^1] - heaps[0]) * 1024 / (Marks[^1] - Marks[0]), 1, "KB");
    }
}
