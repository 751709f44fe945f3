using Signalbox.Workflows.Durable;
using Xunit;

namespace Signalbox.Contract.Tests.Durable;

/// <summary>What an instance says of itself while it runs.</summary>
public abstract class StatusConformance(IDurableHost host) : DurableConformance(host)
{
    [Fact]
    public async Task The_last_custom_status_is_shown_also_after_a_restart_and_after_the_end()
    {
        Registry.AddOrchestrator<string, string>("main", async (context, _) =>
        {
            context.SetCustomStatus("never seen");
            context.SetCustomStatus(new { step = 1 });
            await context.WaitForExternalEvent<string>("go");
            await context.WaitForExternalEvent<string>("go");
            context.SetCustomStatus(new { step = 2 });
            return "";
        });
        await BeginAsync("main");
        await Host.SettleAsync();
        Assert.Equal(1, await StepAsync());
        await Host.RestartAsync();
        await RaiseAsync("go");
        await Host.SettleAsync();
        Assert.Equal(1, await StepAsync());
        await RaiseAsync("go");
        await EndOfAsync();

        Assert.Equal(2, await StepAsync());
    }

    [Fact]
    public async Task A_custom_status_outlives_its_generation()
    {
        Registry.AddOrchestrator<int>("main", async (context, generation) =>
        {
            if (generation == 0)
            {
                context.SetCustomStatus(new { step = 7 });
                context.ContinueAsNew(1);
                return;
            }

            await context.WaitForExternalEvent<string>("never");
        });
        await BeginAsync("main", 0);
        await Host.SettleAsync();

        Assert.Equal((WorkflowStatus.Running, 7), ((await GetAsync()).Status, await StepAsync()));
    }

    [Fact]
    public async Task An_instance_is_pending_before_its_first_turn_and_running_after_it()
    {
        Registry.AddOrchestrator<string>("main", (context, _) => context.WaitForExternalEvent<string>("never"));
        await Host.StartAsync(Registry);
        await StartAsync("main", "i", options: new(StartAt: Host.Now.AddMinutes(1)));
        Assert.Equal(WorkflowStatus.Pending, (await GetAsync()).Status);
        await Host.AdvanceAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(WorkflowStatus.Running, (await GetAsync()).Status);
    }

    private async Task<int> StepAsync() => (await GetAsync()).CustomStatus!.Value.GetProperty("step").GetInt32();
}
