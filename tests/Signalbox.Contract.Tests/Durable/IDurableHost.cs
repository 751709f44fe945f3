using Signalbox.Workflows.Durable;

namespace Signalbox.Contract.Tests.Durable;

/// <summary>An engine under test, with storage that outlives it and a clock that stands still until it is moved.</summary>
public interface IDurableHost : IAsyncDisposable
{
    /// <summary>The running engine's client.</summary>
    IWorkflowClient Client { get; }

    /// <summary>Its clock.</summary>
    DateTimeOffset Now { get; }

    /// <summary>What orchestrators logged.</summary>
    IReadOnlyCollection<string> Logged { get; }

    /// <summary>Starts the engine with what it may run.</summary>
    Task StartAsync(WorkflowRegistry registry);

    /// <summary>Ends the engine as a kill would, then starts it on the same storage.</summary>
    /// <param name="registry">Absent: the same.</param>
    Task RestartAsync(WorkflowRegistry? registry = null);

    /// <summary>Returns when nothing happens any more without the clock, other than so many activities that the test holds.</summary>
    Task SettleAsync(int heldActivities = 0);

    /// <summary>Moves the clock; each timer on the way has had its effects before the next fires.</summary>
    Task AdvanceAsync(TimeSpan by, int heldActivities = 0);
}
