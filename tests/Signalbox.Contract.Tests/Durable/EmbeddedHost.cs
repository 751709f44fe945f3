using Signalbox.Embedded.Engine;
using Signalbox.Embedded.Sqlite;
using Signalbox.Testing.Clocks;
using Signalbox.Workflows.Durable;

namespace Signalbox.Contract.Tests.Durable;

/// <summary>The embedded engine on a database file of its own.</summary>
public sealed class EmbeddedHost(DurableEngineOptions? options = null) : IDurableHost
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("signalbox-engine-");
    private readonly ManualClock clock = new();
    private readonly CapturedLog log = new();
    private WorkflowRegistry registry = new();
    private SqliteDatabase? database;

    public DurableEngine Engine { get; private set; } = null!;

    public IWorkflowClient Client => Engine.Client;

    public IReadOnlyCollection<string> Logged => log.Messages;

    public SqliteDatabase Database => database!;

    public DateTimeOffset Now => clock.GetUtcNow();

    public async Task StartAsync(WorkflowRegistry registry)
    {
        this.registry = registry;
        database = SqliteDatabase.Open(Path.Combine(directory.FullName, "engine.db"));
        Engine = new(registry, database, clock, options, log);
        await Engine.StartAsync(CancellationToken.None);
    }

    public async Task RestartAsync(WorkflowRegistry? registry = null)
    {
        await EndAsync();
        await StartAsync(registry ?? this.registry);
    }

    public Task SettleAsync(int heldActivities = 0) => Engine.Load.SettledAsync(heldActivities).WaitAsync(Patience);

    public async Task AdvanceAsync(TimeSpan by, int heldActivities = 0)
    {
        var until = Now + by;
        await SettleAsync(heldActivities);
        while (clock.NextTimer is { } next && next <= until)
        {
            clock.Advance(next > Now ? next - Now : TimeSpan.Zero);
            await SettleAsync(heldActivities);
        }

        clock.Advance(until - Now);
        await SettleAsync(heldActivities);
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        directory.Delete(recursive: true);
    }

    private async Task EndAsync()
    {
        if (database is null) return;
        await Engine.DisposeAsync();
        await database.DisposeAsync();
        database = null;
    }
}
