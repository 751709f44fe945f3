using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Signalbox.Embedded.Engine.Histories;
using Signalbox.Embedded.Engine.Journal;
using Signalbox.Embedded.Sqlite;
using Signalbox.Workflows.Durable;

namespace Signalbox.Embedded.Engine;

/// <summary>
/// Runs orchestrations in this process with all their state in one SQLite file. A turn is one transaction; activities run at least once;
/// whatever moment the process is killed at, the next <see cref="StartAsync"/> goes on from the last committed turn. One engine at a time
/// may run on a database.
/// </summary>
/// <remarks>
/// An orchestrator or activity that is not registered fails its instance or its call with <see cref="UnregisteredWorkflowException"/>.
/// When the journal cannot be written nothing goes on: the engine stops by itself and <see cref="Completion"/> faults.
/// </remarks>
public sealed partial class DurableEngine : IAsyncDisposable
{
    private readonly SqliteDatabase database;
    private readonly EngineLoad load = new();
    private readonly CompletionSignals signals = new();
    private readonly LiveInstances instances;
    private readonly TurnRunner turns;
    private readonly ActivityRunner activities;
    private readonly TimerQueue timers;
    private readonly ILogger logger;
    private readonly TaskCompletionSource completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile EngineState state = EngineState.New;

    /// <summary>Makes an engine; it runs nothing yet.</summary>
    /// <param name="registry">What it runs. May be filled until the start, so that activities can use <see cref="Client"/>.</param>
    /// <param name="database">Open to write; not disposed with the engine.</param>
    /// <param name="time">Of timers and of the orchestrations' clocks.</param>
    /// <param name="options">Absent: the defaults.</param>
    /// <param name="loggers">Absent: nothing is logged.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public DurableEngine(
        WorkflowRegistry registry, SqliteDatabase database, TimeProvider time, DurableEngineOptions? options = null, ILoggerFactory? loggers = null)
    {
        var limits = options ?? new();
        ArgumentOutOfRangeException.ThrowIfLessThan(limits.MaxConcurrentActivities, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegative(limits.MaxSessions, nameof(options));
        var factory = loggers ?? NullLoggerFactory.Instance;
        this.database = database;
        logger = factory.CreateLogger<DurableEngine>();
        instances = new(limits.MaxSessions, load, QueueTurn);
        turns = new(registry, database, time, factory, key => Wake(key));
        activities = new(registry, limits.MaxConcurrentActivities, load, time, logger, (key, learned) => Wake(key, learned));
        timers = new(time, Fire);
        Client = new EngineClient(database, time, signals, key => Wake(key), timers.Add);
    }

    /// <summary>Starts, wakes and looks at instances. What it writes before the start is done at the start.</summary>
    public IWorkflowClient Client { get; }

    /// <summary>Ends when the engine stops; faults when it stopped because its journal cannot be written.</summary>
    public Task Completion => completion.Task;

    /// <summary>For tests that wait until a moved clock has had its effects.</summary>
    internal EngineLoad Load => load;

    /// <summary>How many instances are in memory.</summary>
    internal int LiveCount => instances.Count;

    /// <summary>Goes on with everything that the journal holds.</summary>
    /// <exception cref="StorageException">It cannot be read.</exception>
    /// <exception cref="InvalidOperationException">It was started before.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (state != EngineState.New) throw new InvalidOperationException($"The engine was started before and is {state}. Make a new one.");
        state = EngineState.Starting;
        var backlog = await database.ReadAsync(Backlog.Read, cancellationToken);
        state = EngineState.Running; // not before: a turn would add activities that the backlog holds, too
        foreach (var timer in backlog.Timers) timers.Add(timer);
        foreach (var activity in backlog.Activities) activities.Add(activity);
        // Asked again, for what clients wrote meanwhile and could not wake.
        foreach (var key in await database.ReadAsync(Backlog.ReadReady, cancellationToken)) Wake(key);
    }

    /// <summary>
    /// Stops gracefully: starts nothing more, cancels the token of running activities, and records what they and the turns still bring.
    /// An activity that ends by its token runs again at the next start.
    /// </summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        timers.Dispose();
        activities.Close();
        await load.SettledAsync().WaitAsync(cancellationToken);
        await CloseAsync(error: null);
    }

    /// <summary>
    /// Lets go at once, as a kill would: but for the turns that are being committed nothing more is recorded, and activities are not
    /// waited for. Call <see cref="StopAsync"/> first where there is time.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        await CloseAsync(error: null);
        activities.Dispose();
    }

    /// <summary>
    /// An instance's history in its current generation as JSON lines: what it began with, then its turns. Feed it to
    /// <see cref="HistoryReplay"/>. Empty when there is no such instance.
    /// </summary>
    public Task<IReadOnlyList<string>> ExportHistoryAsync(string instanceId, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<string>>(
            session => InstanceTable.Find(session, instanceId) is { } row
                ? [HistoryJson.Write(row.Header(InstanceTable.Input(session, row.Key))), .. InstanceTable.Turns(session, row.Key)]
                : [],
            cancellationToken);

    private void QueueTurn(LiveInstance live) =>
        ThreadPool.UnsafeQueueUserWorkItem(one => _ = TurnAsync(one), live, preferLocal: false);

    private void Wake(long key, Learned? learned = null)
    {
        if (state == EngineState.Running) instances.Wake(key, learned);
    }

    private void Fire(PendingTimer timer)
    {
        HistoryEvent fired = timer.Task == InstanceTable.StartTimer ? new HistoryEvent.Started() : new HistoryEvent.TimerFired(timer.Task);
        Wake(timer.Instance, new(timer.Generation, fired));
    }

    private async Task TurnAsync(LiveInstance live)
    {
        try
        {
            var (received, isWoken) = instances.Take(live);
            if (state == EngineState.Running && await turns.RunAsync(live, received, isWoken) is { } committed) Follow(committed);
        }
#pragma warning disable CA1031 // A turn that cannot be committed ends the engine, whatever the reason: its memory is ahead of the journal.
        catch (Exception error)
#pragma warning restore CA1031
        {
            (live.Row, live.Session) = (null, null);
            _ = CloseAsync(error);
        }
        finally
        {
            instances.Release(live);
        }
    }

    private void Follow(CommittedTurn committed)
    {
        var (row, turn, effects) = committed;
        if (turn.End is null) Ask(row, turn);
        foreach (var (task, fireAt) in effects.DroppedTimers) timers.Remove(new(fireAt, row.Key, row.Generation, task));
        if (effects.DroppedActivities) activities.Drop(row.Key);
        foreach (var key in effects.Woken) Wake(key);
        if (turn.End is null) return;
        if (turn.End is HistoryEnd.Continued)
        {
            Wake(row.Key);
            return;
        }

        signals.Raise(row.Id);
        if (row.Parent is { } parent) Wake(parent.Instance);
    }

    private void Ask(InstanceRow row, HistoryTurn turn)
    {
        foreach (var command in turn.Commands ?? [])
        {
            if (command is HistoryCommand.CallActivity call)
                activities.Add(new(row.Key, row.Generation, call.Task) { InstanceId = row.Id, Name = call.Name, Input = call.Input });
            else if (command is HistoryCommand.SetTimer timer)
                timers.Add(new(timer.FireAt.Ticks, row.Key, row.Generation, timer.Task));
        }
    }

    private async Task CloseAsync(Exception? error)
    {
        state = EngineState.Stopped;
        timers.Dispose();
        activities.Close();
        signals.Close(error);
        if (error is not null) Log.Halted(logger, error);
        if (error is null) await load.NoTurnAsync();
        if (error is null) completion.TrySetResult();
        else completion.TrySetException(error);
    }

    private static partial class Log
    {
        [LoggerMessage(6001, LogLevel.Critical, "The durable engine stops: a turn could not be recorded")]
        public static partial void Halted(ILogger logger, Exception error);
    }

    private enum EngineState
    {
        New,
        Starting,
        Running,
        Stopped,
    }
}
