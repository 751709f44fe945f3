using Signalbox.Workflows.Durable;
using Xunit;

namespace Signalbox.Contract.Tests.Engine;

/// <summary>What cannot be written or read is the trouble of one instance, and the engine goes on.</summary>
public sealed class BrokenPayloadTests : EngineTest
{
    [Fact]
    public async Task An_output_that_cannot_be_written_fails_its_instance_alone()
    {
        Registry.AddOrchestrator<string, Loop>("main", (_, _) => Task.FromResult(new Loop()))
            .AddOrchestrator<string, string>("other", (_, input) => Task.FromResult(input));
        await BeginAsync("main");

        Assert.True((await EndOfAsync()).Failure!.IsCausedBy<System.Text.Json.JsonException>());
        await StartAsync("other", "o", "fine");
        Assert.Equal("fine", await OutputAsync<string>("o"));
    }

    [Fact]
    public async Task A_result_or_event_of_another_type_fails_where_it_is_awaited()
    {
        Registry.AddActivity<string, string>("word", (_, _) => Task.FromResult("seven"))
            .AddOrchestrator<string, string>("main", async (context, _) =>
            {
                var result = await Assert.ThrowsAsync<WorkflowTaskFailedException>(() => context.CallActivityAsync<int>("word"));
                var raised = await Assert.ThrowsAsync<WorkflowTaskFailedException>(() => context.WaitForExternalEvent<int>("number"));
                return $"{result.TaskName} {raised.TaskName}";
            });
        await BeginAsync("main");
        await RaiseAsync("number", "eight");

        Assert.Equal("word number", await OutputAsync<string>());
    }

    [Fact]
    public async Task An_input_of_another_type_fails_the_instance()
    {
        Registry.AddOrchestrator<int, int>("main", (_, input) => Task.FromResult(input));
        await BeginAsync("main", "seven");

        Assert.True((await EndOfAsync()).Failure!.IsCausedBy<System.Text.Json.JsonException>());
    }

    [Fact]
    public async Task A_history_that_does_not_read_fails_its_instance_alone()
    {
        Registry.AddOrchestrator<string, string>("main", (context, _) => context.WaitForExternalEvent<string>("go"));
        await BeginAsync("main");
        await StartAsync("main", "o");
        await Host.SettleAsync();
        await Embedded.Database.WriteAsync(
            session => session.Execute(
                "UPDATE workflow_history SET content = 'torn' WHERE turn = 1 AND instance = (SELECT key FROM workflow_instance WHERE id = 'i')"),
            CancellationToken.None);
        await Host.RestartAsync();
        await RaiseAsync("go", "x");
        await RaiseAsync("go", "fine", "o");

        Assert.Contains("The history of 'i' does not read", (await EndOfAsync()).Failure!.Message, StringComparison.Ordinal);
        Assert.Equal("fine", await OutputAsync<string>("o"));
    }

    private sealed record Loop
    {
        public Loop Self => this;
    }
}
