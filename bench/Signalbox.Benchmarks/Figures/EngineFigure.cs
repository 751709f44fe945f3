using System.Diagnostics.Metrics;
using System.Globalization;
using Signalbox.Benchmarks.Measures;
using Signalbox.Embedded.Engine;
using Signalbox.Embedded.Sqlite;
using Signalbox.Workflows.Durable;

namespace Signalbox.Benchmarks.Figures;

/// <summary>
/// Orchestrations that do nothing but call activities which do nothing: what remains is the engine, its journal and SQLite. A turn is
/// what happens between two waits; each is one durable write.
/// </summary>
internal static class EngineFigure
{
    private const int Instances = 100;
    private const int Steps = 50;

    public static async Task MeasureAsync(Report report)
    {
        var directory = Directory.CreateTempSubdirectory("signalbox-engine-");
        long turns = 0;
        using var listener = new MeterListener();
        listener.SetMeasurementEventCallback<long>((_, count, _, _) => Interlocked.Add(ref turns, count));
        listener.EnableMeasurementEvents(WorkflowTelemetry.Turns);
        try
        {
            await using var database = SqliteDatabase.Open(Path.Combine(directory.FullName, "engine.db"));
            await using var engine = new DurableEngine(Registry(), database, TimeProvider.System);
            await engine.StartAsync(CancellationToken.None);
            await RunAsync(engine.Client, "warm");
            foreach (var (name, instances) in ((string, int)[])[("one instance alone", 1), ("100 instances side by side", Instances)])
            {
                Interlocked.Exchange(ref turns, 0);
                var cost = await Cost.OfAsync(() => RunAsync(engine.Client, name, instances));
                var count = Interlocked.Read(ref turns);
                report.Note(
                    $"{name}, a turn and its activity",
                    $"{cost.Processor.TotalMicroseconds / count:0} µs of CPU, {count / cost.Wall.TotalSeconds:0} turns a second on the wall");
            }

            await engine.StopAsync(CancellationToken.None);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static WorkflowRegistry Registry() => new WorkflowRegistry()
        .AddActivity<int, int>("next", (value, _) => Task.FromResult(value + 1))
        .AddOrchestrator<int>("count", async (context, steps) =>
        {
            for (var i = 0; i < steps; i++) await context.CallActivityAsync<int>("next", i);
        });

    private static async Task RunAsync(IWorkflowClient client, string name, int instances = Instances)
    {
        var steps = instances == 1 ? Instances * Steps / 10 : Steps;
        var ids = Enumerable.Range(0, instances).Select(i => string.Create(CultureInfo.InvariantCulture, $"{name} {i}")).ToList();
        await Task.WhenAll(ids.Select(id => client.StartAsync("count", id, steps, null, CancellationToken.None)));
        foreach (var id in ids)
        {
            if ((await client.WaitForCompletionAsync(id, CancellationToken.None)).Status != WorkflowStatus.Completed)
                throw new InvalidOperationException($"'{id}' did not complete.");
        }
    }
}
