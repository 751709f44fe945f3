using Signalbox.Contract.Tests.Suites;
using Signalbox.Core.Builds;
using Signalbox.Core.Events;
using Xunit;
using static Signalbox.Contract.Tests.Builds.BuildStory;

namespace Signalbox.Contract.Tests.Events;

public abstract class EventSignalContract : StoreContract<IEventSignal>
{
    /// <summary>The builds that are followed.</summary>
    protected abstract IBuildStore Builds { get; }

    /// <summary>The log that is followed.</summary>
    protected abstract IEventLog Log { get; }

    [Fact]
    public async Task What_is_there_already_is_not_waited_for()
    {
        await BeginAsync();
        await Store.WaitAsync(Id(), 0, Soon);
        await Store.WaitAsync(Id(), 4, Soon);
    }

    [Fact]
    public async Task Everybody_who_follows_a_build_is_woken_by_its_next_event()
    {
        await BeginAsync();
        var followers = Enumerable.Range(0, 10).Select(_ => Store.WaitAsync(Id(), 5, Soon)).ToList();
        Assert.All(followers, follower => Assert.False(follower.IsCompleted));

        await Log.AppendAsync(Id(), [Pass("unit")[0]], Soon);

        await Task.WhenAll(followers);
    }

    [Fact]
    public async Task A_follower_that_is_far_ahead_sleeps_on()
    {
        await BeginAsync();
        var follower = Store.WaitAsync(Id(), 6, Soon);
        await Log.AppendAsync(Id(), [Pass("unit")[0]], Soon);
        await Store.WaitAsync(Id(), 5, Soon);
        Assert.False(follower.IsCompleted);

        await Log.AppendAsync(Id(), [Pass("unit")[1]], Soon);
        await follower;
    }

    [Fact]
    public async Task A_build_that_is_not_there_yet_may_be_followed()
    {
        var follower = Store.WaitAsync(Id(), 0, Soon);
        await BeginAsync();
        await follower;
    }

    [Fact]
    public async Task A_follower_may_stop()
    {
        await BeginAsync();
        using var stop = new CancellationTokenSource();
        var follower = Store.WaitAsync(Id(), 5, stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => follower);
    }

    [Fact]
    public async Task Many_followers_of_many_writers_see_every_event()
    {
        var tasks = Enumerable.Range(0, 20).Select(n => $"t{n}").ToArray();
        await Builds.CreateAsync(Id(), Request(), Noon, Soon);
        await Log.AppendAsync(Id(), Begin(tasks), Soon);
        var last = 4 + (5 * tasks.Length);
        var followers = Enumerable.Range(0, 10).Select(_ => Task.Run(async () =>
        {
            for (var seen = 0L; seen < last;)
            {
                await Store.WaitAsync(Id(), seen, Soon);
                seen += (await Log.ReadAsync(Id(), seen, 1000, Soon)).Count;
            }
        })).ToList();

        await AtOnceAsync(
            async caller =>
            {
                foreach (var pending in Pass(tasks[caller])) await Log.AppendAsync(Id(), [pending], Soon);
                return caller;
            },
            tasks.Length);

        await Task.WhenAll(followers);
    }

    private async Task BeginAsync()
    {
        await Builds.CreateAsync(Id(), Request(), Noon, Soon);
        await Log.AppendAsync(Id(), Begin("unit"), Soon);
    }
}
