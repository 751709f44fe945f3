using System.Globalization;
using Signalbox.Benchmarks.Measures;
using Signalbox.Benchmarks.Scenes;

namespace Signalbox.Benchmarks.Figures;

/// <summary>A task that writes 1 GB in lines of 100 characters, into its log with times and redaction; beside it the same into a file.</summary>
internal static class OutputFigure
{
    private const long Bytes = 1_000_000_000;
    private static readonly string Script = string.Create(CultureInfo.InvariantCulture, $"yes {new string('x', 99)} | head -c {Bytes}");

    public static async Task MeasureAsync(Report report)
    {
        // The default cuts a log long before; and a secret, so that the output is searched for it.
        Environment.SetEnvironmentVariable("Providers__Process__MaxLogBytes", (4 * Bytes).ToString(CultureInfo.InvariantCulture));
        Environment.SetEnvironmentVariable("Secrets__TOKEN", "a-planted-secret");
        using var sample = new SampleRepository(
            $$"""
            version: 1
            blueprints:
              warm: { run: 'true' }
              write: { run: '{{Script}}', secrets: [TOKEN] }
            plan: { stages: [ { name: warm, tasks: [warm] }, { name: write, tasks: [write] } ] }

            """);
        var file = sample.In("file");
        var alone = await Programs.RunAsync("sh", "-c", $"({Script}) > {file}");
        File.Delete(file);

        double before = 0, peak = 0;
        var build = await Cost.OfAsync(async () =>
        {
            await using var host = await SampleHost.OpenAsync(sample.In("data"));
            before = Memory.Resident();
            Memory.ForgetPeak();
            await host.BuildAsync("b-1", sample.Request());
            peak = Memory.Peak();
        });
        Note("into the log of a task", build);
        Note("into a file, by the shell", alone);
        report.Note("the log against the file", $"× {build.Wall / alone.Wall:0.0} on the wall, × {build.Processor / alone.Processor:0.0} of processor time");
        report.Note("resident before the build, and at most", $"{before:0} MB, {peak:0} MB");
        report.Goal("more than before, for 1,000 MB of output", peak - before, 64, "MB");

        void Note(string what, Cost cost) =>
            report.Note(what, $"{Bytes / 1e6 / cost.Wall.TotalSeconds:0} MB/s, {cost.Processor.TotalSeconds:0.0} s of CPU ({cost.Self.TotalSeconds:0.0} in our process)");
    }
}
