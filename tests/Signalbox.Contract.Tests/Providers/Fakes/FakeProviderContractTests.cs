using System.Diagnostics.CodeAnalysis;
using Signalbox.Contract.Tests.Suites;
using Signalbox.Core.Builds;
using Signalbox.Core.Providers;
using Signalbox.Providers.Fake;
using Xunit;

namespace Signalbox.Contract.Tests.Providers.Fakes;

[Covers(typeof(FakeProvider))]
[SuppressMessage("Design", "CA1001", Justification = "The suite ends the world in DestroyAsync.")]
public sealed class FakeProviderContractTests : BuildProviderContract
{
    private readonly FakeWorld world = new();

    // On the real clock a second build of one attempt would have another id.
    protected override async Task<IBuildProvider> OpenAsync() => await world.HostAsync(TimeProvider.System);

    protected override ScheduleRequest Passing() => world.Request();

    protected override ScheduleRequest Failing() => world.Request("\"outcome\": \"fail\"");

    protected override ScheduleRequest Endless() => world.Request("\"outcome\": \"never\"");

    protected override Task<int> BuildsOfAsync(TaskAttempt key) =>
        Task.FromResult(world.Reports.StatesOf(key).Count(state => state is ProviderBuildState.Running));

    protected override Task RunningAsync(ProviderBuildId id) => world.Reports.StartOfAsync(id);

    protected override async Task<ProviderStatus> EndedAsync(ProviderBuildId id)
    {
        var reported = await world.Reports.EndOfAsync(id);
        var polled = await Provider.PollAsync(id, Soon);
        Assert.Equal(reported.State, polled.State);
        return polled;
    }

    protected override async Task DestroyAsync() => await world.DisposeAsync();
}
