using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Signalbox.Benchmarks.Measures;
using Signalbox.Benchmarks.Scenes;
using Signalbox.Cli.Composition;
using Signalbox.Core.Builds;
using Signalbox.Core.Secrets;
using Signalbox.Embedded.Files;
using Signalbox.Embedded.Host.Ownership;
using Signalbox.Embedded.Sqlite;
using Signalbox.Workflows.Builds;
using Signalbox.Workflows.Durable;

namespace Signalbox.Benchmarks.Figures;

/// <summary>
/// The activity that plans a build, on the stores and the forge of the embedded host: it ends when all tasks are in the database. First
/// in a process that has done nothing like it yet, then again.
/// </summary>
internal sealed class PlanFigure(Func<string> configuration)
{
    private const int Tasks = 10_000;
    private const int Repetitions = 5;

    /// <summary>As many blueprints as tasks.</summary>
    public static PlanFigure OfBlueprints { get; } = new(() => SampleConfiguration.Blueprints(10, Tasks / 10));

    /// <summary>One blueprint with a matrix.</summary>
    public static PlanFigure OfMatrix { get; } = new(() => SampleConfiguration.Matrix(100));

    public async Task MeasureAsync(Report report)
    {
        using var sample = new SampleRepository(configuration());
        ServiceProvider? services = null;
        try
        {
            var cold = await Cost.OfAsync(async () =>
            {
                services = Compose(sample.In("data"));
                await PlanAsync(services, sample, "b-cold");
            });
            report.Goal("in a new process, its start not counted", cold.Processor.TotalSeconds, 1, "s of CPU");
            var again = new List<Cost>();
            for (var i = 0; i < Repetitions; i++)
                again.Add(await Cost.OfAsync(() => PlanAsync(services!, sample, string.Create(CultureInfo.InvariantCulture, $"b-{i}"))));
            report.Goal($"again in the same process, median of {Repetitions}", again.Select(cost => cost.Processor.TotalSeconds).Order().ElementAt(Repetitions / 2), 1, "s of CPU");
        }
        finally
        {
            if (services is not null) await services.DisposeAsync();
        }
    }

    private static ServiceProvider Compose(string directory)
    {
        Directory.CreateDirectory(directory);
        var services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System)
            .AddSingleton<ISecrets>(new AllowedSecrets(_ => null, () => [], Array.Empty<string>().ToLookup(_ => default(Core.Changes.RepositoryName))))
            .AddSqliteStores(directory).AddResultFiles(directory).AddWorkflows();
        Adapters.For(new DataDirectory(directory))(services, new ConfigurationBuilder().Build());
        return services.BuildServiceProvider();
    }

    private static async Task PlanAsync(ServiceProvider services, SampleRepository sample, string id)
    {
        var build = BuildId.Parse(id);
        var builds = services.GetRequiredService<IBuildStore>();
        await builds.CreateAsync(build, sample.Request(), TimeProvider.System.GetUtcNow(), CancellationToken.None);
        await services.GetRequiredService<BuildPlanning>().PlanAsync(build, CancellationToken.None);
        var head = await builds.FindAsync(build, CancellationToken.None);
        if (head?.Stages.Sum(stage => stage.Total) != Tasks) throw new InvalidOperationException($"Not planned: {head?.Result?.Message}");
    }
}
