using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Signalbox.Core.Failures;
using Signalbox.Core.Providers;
using Signalbox.Core.Results;
using Signalbox.Providers.Fake;
using Xunit;

namespace Signalbox.Contract.Tests.Providers.Fakes;

public sealed class FakeRecoveryTests : IAsyncDisposable
{
    private const string Long = "\"duration\": \"10s\", \"outcome\": \"fail\", \"logLines\": 10, \"tests\": 5, \"failed\": 1";
    private readonly FakeWorld world = new();

    public async ValueTask DisposeAsync() => await world.DisposeAsync();

    [Fact]
    public async Task The_next_host_goes_on_with_a_build_that_it_is_asked_about()
    {
        var request = world.Request(Long);
        var first = await world.HostAsync();
        var id = await first.ScheduleAsync(request, CancellationToken.None);
        await world.ComeToAsync(0.2);
        await world.ComeToAsync(1);
        await world.WaitedForAsync(2);
        await first.DisposeAsync();
        world.Clock.Advance(TimeSpan.FromSeconds(4));

        var next = await world.HostAsync();
        var before = await next.PollAsync(id, CancellationToken.None);
        await world.ComeToAsync(6);
        world.Clock.Advance(TimeSpan.FromSeconds(4));
        var end = await world.Reports.EndOfAsync(id);

        Assert.IsType<ProviderBuildState.Running>(before.State);
        Assert.IsType<ProviderBuildState.Failed>(end.State);
        Assert.Equal(new ReportCounts(5, 1, 0), end.Reports);
        var log = (await world.LogAsync(request.Key)).Split('\n');
        Assert.Equal(Enumerable.Range(1, 10).Select(i => $"2026-11-20T12:00:{i - 1:00}.000Z line {i} of 10").Append(""), log);
        Assert.Equal(id, await next.ScheduleAsync(request, CancellationToken.None));
    }

    [Fact]
    public async Task What_ended_while_no_host_was_there_has_ended()
    {
        var first = await world.HostAsync();
        var id = await first.ScheduleAsync(world.Request("\"duration\": \"10s\""), CancellationToken.None);
        await first.DisposeAsync();
        world.Clock.Advance(TimeSpan.FromHours(1));

        var status = await (await world.HostAsync()).PollAsync(id, CancellationToken.None);

        Assert.IsType<ProviderBuildState.Succeeded>(status.State);
    }

    [Fact]
    public async Task The_next_host_cancels_what_a_former_one_began()
    {
        var first = await world.HostAsync();
        var id = await first.ScheduleAsync(world.Request("\"outcome\": \"never\""), CancellationToken.None);
        await first.DisposeAsync();
        var next = await world.HostAsync();

        await next.CancelAsync(id, CancellationToken.None);

        Assert.IsType<ProviderBuildState.Cancelled>((await world.Reports.EndOfAsync(id)).State);
    }

    [Theory]
    [InlineData("fake://b-1/unit/1")]
    [InlineData("fake://b-1/unit/1?at=1&sha=abc")]
    [InlineData("fake://b-1/unit/0?at=1&sha={sha}")]
    [InlineData("fake://b-1/unit/1?sha={sha}&at=1")]
    [InlineData("fake://b-1/unit/1?at=01&sha={sha}")]
    [InlineData("fake://b-1/unit/1?at=1&sha={sha}&end=7")]
    [InlineData("fake://b-1/unit/1?at=1&sha={sha}&end=succeed")]
    [InlineData("fake://b-1/unit/1?at=1&sha={sha}&flavour=mint")]
    [InlineData("fake://b-1/unit/1?at=1&sha={sha}&for=999999999999999")]
    [InlineData("fake://b-1/unit/1?at=999999999999999999&sha={sha}")]
    [InlineData("fake://b-1/unit/1?at=1&sha={sha}&lines=2000000000")]
    public async Task An_id_that_this_provider_never_wrote_is_not_found(string id)
    {
        var host = await world.HostAsync();

        var stranger = ProviderBuildId.Parse(id.Replace("{sha}", new string('a', 40), StringComparison.Ordinal));

        await Assert.ThrowsAsync<BuildNotFoundException>(() => host.PollAsync(stranger, CancellationToken.None));
    }

    [Fact]
    public void An_id_says_the_whole_build()
    {
        var words = Gen.Elements(null, "quantum", "a&b=c?d/e%", "ünïcode");
        var builds =
            from late in Gen.Choose(0, 100_000)
            from length in Gen.Choose(0, 100_000)
            from outcome in Gen.Elements(Enum.GetValues<FakeOutcome>())
            from says in words
            from stop in Gen.Choose(0, 2)
            from push in Gen.Elements(true, false)
            from lines in Gen.Choose(0, 2)
            from tests in Gen.Choose(-1, 2)
            from attempt in Gen.Choose(1, 3)
            let key = world.Request().Key
            select new FakeBuild(
                key with { Attempt = attempt },
                world.Request().Commit.Sha,
                world.Start,
                new()
                {
                    LateStart = TimeSpan.FromMilliseconds(late),
                    Duration = TimeSpan.FromMilliseconds(length),
                    Outcome = outcome,
                    UnknownState = says,
                    StopAfterCancel = TimeSpan.FromMilliseconds(stop),
                    Push = push,
                    LogLines = lines,
                    Reports = tests < 0 ? null : new(tests, 0, tests),
                });

        Prop.ForAll(builds.ToArbitrary(), build => Assert.Equal(build, FakeBuildId.TryParse(FakeBuildId.Of(build)))).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_wrong_setting_is_named_at_start_up()
    {
        using var services = new ServiceCollection().AddFakeProvider(Settings("0")).BuildServiceProvider();

        var refusal = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IOptions<FakeOptions>>().Value);

        Assert.Contains("MaxParallel", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_gets_the_provider_with_its_settings()
    {
        await using var services = new ServiceCollection()
            .AddFakeProvider(Settings("7")).AddSingleton(world.Results).AddSingleton<TimeProvider>(world.Clock).AddLogging().BuildServiceProvider();

        var provider = services.GetRequiredService<IBuildProvider>();

        Assert.Equal(("fake", 7), (provider.Name, provider.MaxParallel));
    }

    private static IConfigurationRoot Settings(string maxParallel) =>
        new ConfigurationBuilder().AddInMemoryCollection([new("MaxParallel", maxParallel)]).Build();
}
