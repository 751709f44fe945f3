using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Signalbox.Benchmarks.Measures;
using Signalbox.Benchmarks.Scenes;
using Signalbox.Git.Checkouts;
using Signalbox.Git.Programs;
using Signalbox.Providers.Process.Launch;

namespace Signalbox.Benchmarks.Figures;

/// <summary>
/// 10 stages of 100 tasks that run `true`, through the whole embedded host, less what their checkouts and shells cost by themselves: the
/// same code makes them, half before the build and half after it, so that a machine that slows down meanwhile does so for both.
/// </summary>
internal static class OverheadFigure
{
    private const int Stages = 10;
    private const int Tasks = 100;
    private const int All = Stages * Tasks;

    public static async Task MeasureAsync(Report report)
    {
        using var sample = new SampleRepository(SampleConfiguration.Blueprints(Stages, Tasks));
        await AloneAsync(sample, "warm", 40); // what is compiled here must not make the baseline dearer than it is
        var before = await Cost.OfAsync(() => AloneAsync(sample, "before", All / 2));
        var build = await Cost.OfAsync(async () =>
        {
            await using var host = await SampleHost.OpenAsync(sample.In("data"));
            if (await host.BuildAsync("b-1", sample.Request()) != All) throw new InvalidOperationException("Not every task ran.");
        });
        var after = await Cost.OfAsync(() => AloneAsync(sample, "after", All / 2));
        var alone = before + after;

        Note("the build, all told", build);
        Note("its checkouts and shells alone", alone);
        report.Goal("our own, a task", (build.Processor - alone.Processor).TotalMilliseconds / All, 5, "ms");
        report.Note("the build against its checkouts and shells", $"× {build.Processor / alone.Processor:0.00}");
        if (Programs.Find("make") is { } make)
        {
            var made = await MakeAsync(sample, make);
            Note($"`make -j{Environment.ProcessorCount}` of as many targets, without checkouts, for orientation", made);
        }

        void Note(string what, Cost cost) => report.Note(
            what,
            $"{cost.Processor.TotalMilliseconds / All:0.00} ms a task ({cost.Self.TotalMilliseconds / All:0.00} in our process), {cost.Wall.TotalSeconds:0.0} s on the wall");
    }

    private static async Task AloneAsync(SampleRepository sample, string name, int count)
    {
        var checkouts = new SharedCheckouts(new GitProgram(new GitOptions()), TimeProvider.System);
        var shell = new Shell();
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["PATH"] = Environment.GetEnvironmentVariable("PATH") ?? "" };
        await Parallel.ForEachAsync(
            Partitioner.Create(Enumerable.Range(0, count), EnumerablePartitionerOptions.NoBuffering).GetDynamicPartitions(),
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount },
            async (i, stop) =>
            {
                var directory = sample.In(string.Create(CultureInfo.InvariantCulture, $"{name}-{i}"));
                await checkouts.CreateAsync(sample.Repository, sample.Commit, directory, stop);
                await using var process = shell.Start([], "true", directory, environment);
                process.Begin();
                await process.Output.CopyToAsync(Stream.Null, stop);
                await process.Exited;
                process.Collect();
            });
    }

    private static Task<Cost> MakeAsync(SampleRepository sample, string make)
    {
        var names = string.Join(' ', Enumerable.Range(0, All).Select(target => $"t{target}"));
        // A recipe of `true` alone would be run without a shell.
        File.WriteAllText(sample.In("Makefile"), $".PHONY: {names}\nall: {names}\n{names}:\n\t@true;\n", Encoding.ASCII);
        return Programs.RunAsync(make, "-C", sample.Git.Root, $"-j{Environment.ProcessorCount}", "all");
    }
}
