using System.Text.Json;
using Signalbox.Workflows.Durable;
using Xunit;

namespace Signalbox.Contract.Tests.Durable;

/// <summary>What every durable engine must do, told against the port alone. Each theme is a class derived from this one.</summary>
public abstract class DurableConformance(IDurableHost host) : IAsyncLifetime
{
    /// <summary>The upper bound of anything that is awaited.</summary>
    protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    protected IDurableHost Host { get; } = host;

    protected IWorkflowClient Client => Host.Client;

    protected WorkflowRegistry Registry { get; } = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await Host.DisposeAsync();

    /// <summary>Starts the engine and one instance `i`.</summary>
    protected async Task BeginAsync(string orchestrator, object? input = null)
    {
        await Host.StartAsync(Registry);
        Assert.Equal(StartOutcome.Started, await StartAsync(orchestrator, "i", input));
    }

    protected Task<StartOutcome> StartAsync(string orchestrator, string id, object? input = null, StartOptions? options = null) =>
        Client.StartAsync(orchestrator, id, input, options, CancellationToken.None);

    protected Task RaiseAsync(string name, object? payload = null, string id = "i") =>
        Client.RaiseEventAsync(id, name, payload, CancellationToken.None);

    protected async Task<WorkflowInstance> EndOfAsync(string id = "i") =>
        await Client.WaitForCompletionAsync(id, CancellationToken.None).WaitAsync(Patience);

    /// <summary>The output of an instance that completes.</summary>
    protected async Task<T> OutputAsync<T>(string id = "i")
    {
        var end = await EndOfAsync(id);
        Assert.True(end.Status == WorkflowStatus.Completed, $"{end.Status}: {end.Failure}");
        return end.Output is { } output ? JsonSerializer.Deserialize<T>(output, WorkflowJson.Options)! : default!;
    }

    protected async Task<WorkflowInstance> GetAsync(string id = "i") =>
        await Client.GetAsync(id, CancellationToken.None) ?? throw new InvalidOperationException($"No instance '{id}'.");
}
