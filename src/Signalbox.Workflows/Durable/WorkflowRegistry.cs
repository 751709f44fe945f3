using System.Text.Json;

namespace Signalbox.Workflows.Durable;

/// <summary>
/// Every orchestrator and activity by name: the one table from which the embedded engine runs and against which the Azure host's
/// functions are checked.
/// </summary>
public sealed class WorkflowRegistry
{
    private readonly Dictionary<string, OrchestratorEntry> orchestrators = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ActivityEntry> activities = new(StringComparer.Ordinal);

    /// <summary>By name.</summary>
    public IReadOnlyDictionary<string, OrchestratorEntry> Orchestrators => orchestrators;

    /// <summary>By name.</summary>
    public IReadOnlyDictionary<string, ActivityEntry> Activities => activities;

    /// <summary>Adds an orchestrator without output.</summary>
    public WorkflowRegistry AddOrchestrator<TInput>(string name, Func<IOrchestrationContext, TInput, Task> run) =>
        AddOrchestrator<TInput, JsonElement?>(name, async (context, input) =>
        {
            await run(context, input);
            return null;
        });

    /// <summary>Adds an orchestrator.</summary>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public WorkflowRegistry AddOrchestrator<TInput, TOutput>(string name, Func<IOrchestrationContext, TInput, Task<TOutput>> run)
    {
        orchestrators.Add(name, new(name, typeof(TInput), typeof(TOutput), async context => await run(context, context.GetInput<TInput>()!)));
        return this;
    }

    /// <summary>Adds an activity without result.</summary>
    public WorkflowRegistry AddActivity<TInput>(string name, Func<TInput, CancellationToken, Task> run) =>
        AddActivity<TInput, JsonElement?>(name, async (input, cancellationToken) =>
        {
            await run(input, cancellationToken);
            return null;
        });

    /// <summary>Adds an activity. It may run twice for one call: it needs a key.</summary>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public WorkflowRegistry AddActivity<TInput, TResult>(string name, Func<TInput, CancellationToken, Task<TResult>> run)
    {
        activities.Add(name, new(name, typeof(TInput), typeof(TResult), RunAsync));
        return this;

        async Task<object?> RunAsync(object? input, CancellationToken cancellationToken) =>
            await run(input is null ? default! : (TInput)input, cancellationToken);
    }
}

/// <summary>An orchestrator.</summary>
/// <param name="Name">Its name in histories: never changed.</param>
/// <param name="InputType">What its input is read as.</param>
/// <param name="OutputType">What it returns.</param>
/// <param name="RunAsync">Runs it on a context.</param>
public sealed record OrchestratorEntry(string Name, Type InputType, Type OutputType, Func<IOrchestrationContext, Task<object?>> RunAsync);

/// <summary>An activity.</summary>
/// <param name="Name">Its name in histories: never changed.</param>
/// <param name="InputType">What its input is read as; an absent one is its default.</param>
/// <param name="ResultType">What it returns.</param>
/// <param name="RunAsync">Runs it; the token ends with the host.</param>
public sealed record ActivityEntry(string Name, Type InputType, Type ResultType, Func<object?, CancellationToken, Task<object?>> RunAsync);
