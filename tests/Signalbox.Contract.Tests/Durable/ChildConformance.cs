using Signalbox.Workflows.Durable;
using Xunit;

namespace Signalbox.Contract.Tests.Durable;

/// <summary>Sub-orchestrations.</summary>
public abstract class ChildConformance(IDurableHost host) : DurableConformance(host)
{
    [Fact]
    public async Task A_parent_gets_the_outputs_of_its_children()
    {
        Registry.AddOrchestrator<int, int>("square", (_, number) => Task.FromResult(number * number))
            .AddOrchestrator<int, int[]>("main", (context, count) =>
                Task.WhenAll(Enumerable.Range(1, count).Select(number => context.CallSubOrchestratorAsync<int>("square", number))));
        await BeginAsync("main", 20);

        Assert.Equal(Enumerable.Range(1, 20).Select(number => number * number), await OutputAsync<int[]>());
    }

    [Fact]
    public async Task A_childs_failure_reaches_the_parent_in_its_own_words()
    {
        Registry.AddOrchestrator<string>("child", (_, _) => throw new FormatException("derailed"))
            .AddOrchestrator<string, string>("main", async (context, _) =>
            {
                var error = await Assert.ThrowsAsync<WorkflowTaskFailedException>(() => context.CallSubOrchestratorAsync("child"));
                return $"{error.TaskName} {error.Failure.ErrorType} {error.Failure.Message}";
            });
        await BeginAsync("main");

        Assert.Equal("child System.FormatException derailed", await OutputAsync<string>());
    }

    [Fact]
    public async Task A_child_that_is_terminated_fails_its_parents_call()
    {
        Registry.AddOrchestrator<string>("child", (context, _) => context.WaitForExternalEvent<string>("never"))
            .AddOrchestrator<string, string>("main", async (context, _) =>
            {
                var error = await Assert.ThrowsAsync<WorkflowTaskFailedException>(
                    () => context.CallSubOrchestratorAsync("child", instanceId: "c"));
                return error.Failure.Message;
            });
        await BeginAsync("main");
        await Host.SettleAsync();
        await Client.TerminateAsync("c", "closed line", CancellationToken.None);

        Assert.Contains("closed line", await OutputAsync<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_child_of_a_terminated_parent_goes_on()
    {
        Registry.AddOrchestrator<string, string>("child", (context, _) => context.WaitForExternalEvent<string>("go"))
            .AddOrchestrator<string, string>("main", (context, _) => context.CallSubOrchestratorAsync<string>("child", instanceId: "c"));
        await BeginAsync("main");
        await Host.SettleAsync();
        await Client.TerminateAsync("i", "enough", CancellationToken.None);
        await EndOfAsync();
        await RaiseAsync("go", "alone", id: "c");

        Assert.Equal("alone", await OutputAsync<string>("c"));
        Assert.Equal(WorkflowStatus.Terminated, (await GetAsync()).Status);
    }

    [Fact]
    public async Task A_restart_finds_the_same_child_again()
    {
        Registry.AddOrchestrator<string, string>("child", async (context, _) =>
                context.InstanceId + await context.WaitForExternalEvent<string>("go"))
            .AddOrchestrator<string, string>("main", (context, _) => context.CallSubOrchestratorAsync<string>("child"));
        await BeginAsync("main");
        await Host.SettleAsync();
        await Host.RestartAsync();
        await Host.SettleAsync();
        var child = Assert.Single(await ListAsync(), instance => instance.Orchestrator == "child");
        await RaiseAsync("go", "!", child.InstanceId);

        Assert.Equal(child.InstanceId + "!", await OutputAsync<string>());
    }

    [Fact]
    public async Task A_child_whose_id_belongs_to_a_running_instance_fails_the_call()
    {
        Registry.AddOrchestrator<string>("waiter", (context, _) => context.WaitForExternalEvent<string>("never"))
            .AddOrchestrator<string, string>("main", async (context, _) =>
                (await Assert.ThrowsAsync<WorkflowTaskFailedException>(() => context.CallSubOrchestratorAsync("waiter", instanceId: "w"))).Message);
        await Host.StartAsync(Registry);
        await StartAsync("waiter", "w");
        await StartAsync("main", "i");

        Assert.Contains("'w'", await OutputAsync<string>(), StringComparison.Ordinal);
        Assert.Equal(WorkflowStatus.Running, (await GetAsync("w")).Status);
    }

    [Fact]
    public async Task A_child_may_have_children_and_continue_as_new()
    {
        Registry.AddOrchestrator<int, int>("count", async (context, number) =>
            {
                var next = await context.CallSubOrchestratorAsync<int>("add", number);
                if (next < 3) context.ContinueAsNew(next);
                return next;
            })
            .AddOrchestrator<int, int>("add", (_, number) => Task.FromResult(number + 1))
            .AddOrchestrator<int, int>("main", (context, _) => context.CallSubOrchestratorAsync<int>("count", 0));
        await BeginAsync("main", 0);

        Assert.Equal(3, await OutputAsync<int>());
    }

    private async Task<List<WorkflowInstance>> ListAsync()
    {
        var all = new List<WorkflowInstance>();
        await foreach (var instance in Client.ListAsync(new(), CancellationToken.None)) all.Add(instance);
        return all;
    }
}
