using System.Diagnostics.CodeAnalysis;
using Signalbox.Contract.Tests.Suites;
using Signalbox.Core.Builds;
using Signalbox.Core.Providers;
using Signalbox.Providers.Process;
using Xunit;

namespace Signalbox.Contract.Tests.Providers.Processes;

[Covers(typeof(ProcessProvider))]
[SuppressMessage("Design", "CA1001", Justification = "The suite ends the world in DestroyAsync.")]
public sealed class ProcessProviderContractTests : BuildProviderContract
{
    private readonly ProcessWorld world = new();

    protected override async Task<IBuildProvider> OpenAsync() => await world.HostAsync();

    protected override ScheduleRequest Passing() => world.Request(Counted("true"));

    protected override ScheduleRequest Failing() => world.Request(Counted("exit 3"));

    protected override ScheduleRequest Endless() => world.Request(Counted("exec sleep 1000"));

    protected override Task<int> BuildsOfAsync(TaskAttempt key)
    {
        var file = Path.Combine(world.Sandbox.Root, $"started-{key.Build}-{key.Attempt}");
        return Task.FromResult(File.Exists(file) ? File.ReadAllLines(file).Length : 0);
    }

    protected override async Task RunningAsync(ProviderBuildId id)
    {
        await world.Reports.StartOfAsync(id);
        var name = id.Value.Split('/') is [_, _, var build, _, var attempt] ? $"started-{build}-{attempt}" : throw new FormatException(id.Value);
        while (!File.Exists(Path.Combine(world.Sandbox.Root, name))) await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, Soon);
    }

    protected override async Task<ProviderStatus> EndedAsync(ProviderBuildId id)
    {
        var reported = await world.Reports.EndOfAsync(id);
        var polled = await Provider.PollAsync(id, Soon);
        Assert.Equal(reported.State, polled.State);
        return polled;
    }

    protected override async Task DestroyAsync() => await world.DisposeAsync();

    private string Counted(string script) =>
        $"echo started >> '{world.Sandbox.Root}'/started-$SIGNALBOX_BUILD-$SIGNALBOX_ATTEMPT; {script}";
}
