using Xunit;

namespace Signalbox.Contract.Tests.Durable;

/// <summary>Calls of activities.</summary>
public abstract class ActivityConformance(IDurableHost host) : DurableConformance(host)
{
    [Fact]
    public async Task An_orchestrator_gets_its_input_and_returns_what_its_activities_returned()
    {
        Registry.AddActivity<string, string>("greet", (name, _) => Task.FromResult($"Hello {name}"))
            .AddOrchestrator<string, string>("main", (context, name) => context.CallActivityAsync<string>("greet", name));
        await BeginAsync("main", "Bahnhof");

        Assert.Equal("Hello Bahnhof", await OutputAsync<string>());
    }
}
