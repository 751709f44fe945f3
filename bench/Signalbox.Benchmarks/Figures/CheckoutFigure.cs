using System.Globalization;
using System.Security.Cryptography;
using Signalbox.Benchmarks.Measures;
using Signalbox.Benchmarks.Scenes;
using Signalbox.Git.Checkouts;
using Signalbox.Git.Programs;

namespace Signalbox.Benchmarks.Figures;

/// <summary>A checkout costs its files, not the repository's objects: the same tree with 500 MB of history behind it costs the same.</summary>
internal static class CheckoutFigure
{
    private const int Repetitions = 20;
    private const int Files = 1_000;

    public static async Task MeasureAsync(Report report)
    {
        using var sample = new SampleRepository(SampleConfiguration.Blueprints(1, 1));
        await CheckOutAsync(sample, "warm");
        var small = await CheckOutAsync(sample, "small");
        Note("2 files", small);

        sample.Git.Git("config", "core.compression", "0");
        for (var i = 0; i < 50; i++) sample.Git.Write($"large/{i}.bin", RandomNumberGenerator.GetBytes(10_000_000));
        sample.Git.Commit("500 MB that do not compress");
        Note("the same 2 files of a repository with 500 MB of objects", await CheckOutAsync(sample, "large"));
        sample.Git.Git("rm", "-rq", "large");

        for (var i = 0; i < Files; i++) sample.Git.Write($"many/{i}.txt", $"file {i}\n");
        var many = sample.Git.Commit("Many files");
        Note($"{Files} small files on top of that", await CheckOutAsync(sample, "many", many));

        void Note(string what, Cost cost) => report.Note(
            what,
            $"{cost.Processor.TotalMilliseconds / Repetitions:0.0} ms of CPU ({cost.Self.TotalMilliseconds / Repetitions:0.0} in our process), {cost.Wall.TotalMilliseconds / Repetitions:0.0} ms on the wall");
    }

    private static Task<Cost> CheckOutAsync(SampleRepository sample, string name, Core.Changes.CommitSha? commit = null)
    {
        var checkouts = new SharedCheckouts(new GitProgram(new GitOptions()), TimeProvider.System);
        return Cost.OfAsync(async () =>
        {
            for (var i = 0; i < Repetitions; i++)
            {
                var directory = sample.In(string.Create(CultureInfo.InvariantCulture, $"{name}-{i}"));
                await checkouts.CreateAsync(sample.Repository, commit ?? sample.Commit, directory, CancellationToken.None);
            }
        });
    }
}
