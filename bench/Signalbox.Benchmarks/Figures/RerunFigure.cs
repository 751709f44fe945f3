using System.Globalization;
using Signalbox.Benchmarks.Measures;
using Signalbox.Benchmarks.Scenes;

namespace Signalbox.Benchmarks.Figures;

/// <summary>`signalbox run` of a commit that was built before: a process of its own each time, less the start-up of `signalbox --help`.</summary>
internal static class RerunFigure
{
    private const int Repetitions = 5;

    public static async Task MeasureAsync(Report report)
    {
        var start = await MedianAsync(() => Programs.RunAsync(Programs.Signalbox, "--help"));
        report.Note("start-up: `signalbox --help`", Text(start));
        foreach (var (stages, tasks) in ((int, int)[])[(3, 1), (4, 25), (10, 100)])
        {
            using var sample = new SampleRepository(SampleConfiguration.Blueprints(stages, tasks));
            string[] words = ["run", "--repo", sample.Git.Directory, "--data", sample.In("data")];
            var first = await Programs.RunAsync(Programs.Signalbox, words);
            var second = await MedianAsync(() => Programs.RunAsync(Programs.Signalbox, words));
            var what = string.Create(CultureInfo.InvariantCulture, $"{stages * tasks} tasks");
            report.Note($"{what}, first run", Text(first));
            report.Note($"{what}, run again, median of {Repetitions}", Text(second));
            report.Goal($"{what}, run again, after start-up", (second.Wall - start.Wall).TotalSeconds, 1, "s");
        }
    }

    private static FormattableString Text(Cost cost) => $"{cost.Wall.TotalSeconds:0.00} s on the wall, {cost.Children.TotalSeconds:0.00} s of CPU";

    private static async Task<Cost> MedianAsync(Func<Task<Cost>> run)
    {
        var costs = new List<Cost>();
        for (var i = 0; i < Repetitions; i++) costs.Add(await run());
        return costs.OrderBy(cost => cost.Wall).ElementAt(Repetitions / 2);
    }
}
