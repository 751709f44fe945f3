using System.Collections.Concurrent;
using System.Diagnostics;
using Signalbox.Workflows.Durable;
using Xunit;

namespace Signalbox.Contract.Tests.Engine;

public sealed class TelemetryTests : EngineTest
{
    [Fact]
    public async Task Who_listens_sees_a_span_for_each_turn_and_activity()
    {
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == WorkflowTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        Registry.AddActivity<string>("telemetry-work", (_, _) => throw new FormatException("no"))
            .AddOrchestrator<string>("telemetry-main", (context, _) => context.CallActivityAsync("telemetry-work"));
        await Host.StartAsync(Registry);
        await StartAsync("telemetry-main", "telemetry");
        await EndOfAsync("telemetry");
        await Host.SettleAsync();

        var ours = spans.Where(span => (string?)span.GetTagItem(WorkflowTelemetry.InstanceTag) == "telemetry").ToList();
        Assert.Equal(["telemetry-main", "telemetry-work", "telemetry-main"], ours.Select(span => span.DisplayName));
        Assert.Equal(ActivityStatusCode.Error, ours[1].Status);
    }
}
