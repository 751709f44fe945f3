using System.Collections.Immutable;
using System.Text.Json;
using Signalbox.Contract.Tests.Suites;
using Signalbox.Core.Builds;
using Signalbox.Core.Providers;
using Xunit;

namespace Signalbox.Contract.Tests.Providers;

public abstract class ProviderBuildIndexContract : StoreContract<IProviderBuildIndex>
{
    private static readonly ProviderBuildId Id = ProviderBuildId.Parse("buildkite://acme/app/42");
    private static readonly ProviderBuildState[] EndStates =
    [
        new ProviderBuildState.Succeeded(), new ProviderBuildState.Failed("exit 1"), new ProviderBuildState.Cancelled(), new ProviderBuildState.Lost("agent lost", true),
    ];

    private static readonly TaskAttempt Key = Attempt("unit[os=linux]");

    [Fact]
    public async Task A_row_is_found_by_its_attempt_and_by_the_provider_s_id()
    {
        var status = new ProviderStatus(
            new ProviderBuildState.Running(), false, ImmutableSortedDictionary<string, string>.Empty.Add(BuildMetadata.BuildUrl, "https://ci/1"), new(3, 1, 0));
        var update = await Store.RecordAsync(Key, Id, status, Soon);

        var row = (await Store.FindAsync(Key, Soon))!;
        Assert.True(update.Changed);
        Assert.Equal(Text(update.Row), Text(row));
        Assert.Equal((Key, Id, Clock.GetUtcNow(), null), (row.Key, row.Id, row.ScheduledAt, row.PollAt));
        Assert.Equal(Text(status), Text(row.Status));
        Assert.Equal(Key, await Store.FindAttemptAsync(Id, Soon));
    }

    [Fact]
    public async Task What_nobody_recorded_is_not_there()
    {
        Assert.Null(await Store.FindAsync(Key, Soon));
        Assert.Null(await Store.FindAttemptAsync(Id, Soon));
        await Store.PollAtAsync(Key, Clock.GetUtcNow(), Soon);
        Assert.Null(await Store.FindAsync(Key, Soon));
    }

    [Fact]
    public async Task A_report_before_the_id_is_known_is_kept()
    {
        await Store.RecordAsync(Key, null, null, Soon);
        await Store.RecordAsync(Key, null, Status(new ProviderBuildState.Running()), Soon);
        Clock.Advance(TimeSpan.FromMinutes(1));
        var row = (await Store.RecordAsync(Key, Id, null, Soon)).Row;

        Assert.Equal((Id, new ProviderBuildState.Running(), Clock.GetUtcNow().AddMinutes(-1)), (row.Id, row.Status!.State, row.ScheduledAt));
        Assert.Equal(Key, await Store.FindAttemptAsync(Id, Soon));
    }

    [Fact]
    public async Task A_repeated_report_tells_nothing_new()
    {
        await Store.RecordAsync(Key, Id, Status(new ProviderBuildState.Running(), ("a", "b")), Soon);
        Assert.False((await Store.RecordAsync(Key, Id, Status(new ProviderBuildState.Running(), ("a", "b")), Soon)).Changed);
        Assert.False((await Store.RecordAsync(Key, null, null, Soon)).Changed);
        Assert.True((await Store.RecordAsync(Key, Id, Status(new ProviderBuildState.Running(), ("a", "c")), Soon)).Changed);
    }

    [Fact]
    public async Task The_first_id_stays()
    {
        await Store.RecordAsync(Key, Id, null, Soon);
        var other = ProviderBuildId.Parse("buildkite://acme/app/43");

        Assert.False((await Store.RecordAsync(Key, other, null, Soon)).Changed);
        Assert.Equal(Id, (await Store.FindAsync(Key, Soon))!.Id);
        Assert.Null(await Store.FindAttemptAsync(other, Soon));
    }

    [Theory]
    [MemberData(nameof(Ends))]
    public async Task The_first_end_stays_whatever_is_said_later(ProviderBuildState end)
    {
        await Store.RecordAsync(Key, Id, Status(end), Soon);
        foreach (var later in EndStates.Append(new ProviderBuildState.Running()).Where(state => state != end))
            Assert.False((await Store.RecordAsync(Key, Id, Status(later), Soon)).Changed);

        Assert.Equal(end, (await Store.FindAsync(Key, Soon))!.Status!.State);
    }

    [Fact]
    public async Task Reports_out_of_order_do_not_go_back()
    {
        await Store.RecordAsync(Key, Id, Status(new ProviderBuildState.Running()), Soon);
        await Store.RecordAsync(Key, Id, Status(new ProviderBuildState.Accepted()), Soon);
        await Store.RecordAsync(Key, Id, Status(new ProviderBuildState.Unknown("quantum")), Soon);

        Assert.Equal(new ProviderBuildState.Running(), (await Store.FindAsync(Key, Soon))!.Status!.State);
    }

    [Fact]
    public async Task Stopped_is_never_taken_back()
    {
        await Store.RecordAsync(Key, Id, Status(new ProviderBuildState.Cancelled()), Soon);
        Assert.True((await Store.RecordAsync(Key, Id, Status(new ProviderBuildState.Cancelled()) with { Stopped = true }, Soon)).Changed);
        Assert.True((await Store.RecordAsync(Key, Id, Status(new ProviderBuildState.Cancelled()), Soon)).Row.Status!.Stopped);
    }

    [Fact]
    public async Task What_is_due_is_listed_earliest_first_and_stays_due_until_it_has_a_new_time()
    {
        foreach (var (task, minute) in new[] { ("c", 3), ("a", 1), ("b", 2), ("later", 9) }) await DueAtAsync(task, minute);
        Clock.Advance(TimeSpan.FromMinutes(3));

        Assert.Equal(["a", "b", "c"], await DueAsync());
        Assert.Equal(["a", "b"], await DueAsync(limit: 2));
        await Store.PollAtAsync(Attempt("a"), Clock.GetUtcNow().AddMinutes(1), Soon);
        await Store.PollAtAsync(Attempt("b"), null, Soon);
        Assert.Equal(["c"], await DueAsync());
    }

    [Fact]
    public async Task Providers_have_lists_of_their_own()
    {
        await DueAtAsync("a", 0);
        Assert.Empty(await Store.DueAsync("jenkins", Clock.GetUtcNow(), 10, Soon));
        Assert.Empty(await Store.DueAsync("build", Clock.GetUtcNow(), 10, Soon));
    }

    [Fact]
    public async Task A_row_that_got_its_time_before_its_id_is_due()
    {
        await Store.RecordAsync(Key, null, null, Soon);
        await Store.PollAtAsync(Key, Clock.GetUtcNow(), Soon);
        await Store.RecordAsync(Key, Id, null, Soon);

        Assert.Equal([Key.Task], await DueAsync());
    }

    [Fact]
    public async Task A_build_that_ended_and_burns_nothing_is_not_polled_any_more()
    {
        await DueAtAsync("a", 0);
        var id = (await Store.FindAsync(Attempt("a"), Soon))!.Id;
        await Store.RecordAsync(Attempt("a"), id, Status(new ProviderBuildState.Cancelled()), Soon);
        Assert.Equal(["a"], await DueAsync()); // it may burn on

        await Store.RecordAsync(Attempt("a"), id, Status(new ProviderBuildState.Cancelled()) with { Stopped = true }, Soon);
        await Store.PollAtAsync(Attempt("a"), Clock.GetUtcNow(), Soon);
        Assert.Empty(await DueAsync());
        Assert.Null((await Store.FindAsync(Attempt("a"), Soon))!.PollAt);
    }

    [Fact]
    public async Task Of_many_who_report_the_same_at_once_one_is_told_that_it_is_new()
    {
        var answers = await AtOnceAsync(_ => Store.RecordAsync(Key, Id, Status(new ProviderBuildState.Succeeded()), Soon));
        Assert.Single(answers, answer => answer.Changed);
    }

    [Fact]
    public async Task Of_many_different_ends_at_once_one_counts_and_all_are_told_which()
    {
        var answers = await AtOnceAsync(caller => Store.RecordAsync(Key, Id, Status(new ProviderBuildState.Failed($"exit {caller}")), Soon));
        Assert.Single(answers, answer => answer.Changed);
        Assert.Single(answers.Select(answer => answer.Row.Status!.State).Distinct());
    }

    [Fact]
    public async Task A_deleted_build_s_rows_are_forgotten()
    {
        await DueAtAsync("a", 0);
        var other = new TaskAttempt(BuildId.Parse("b-2"), "a", 1);
        await Store.RecordAsync(other, Id, null, Soon);

        await Store.ForgetAsync(BuildId.Parse("b-1"), Soon);

        Assert.Null(await Store.FindAsync(Attempt("a"), Soon));
        Assert.Empty(await DueAsync());
        Assert.Equal(other, await Store.FindAttemptAsync(Id, Soon));
    }

    [Fact]
    public async Task Rows_outlive_the_process()
    {
        await DueAtAsync("a", 0);
        var before = await Store.FindAsync(Attempt("a"), Soon);
        await ReopenAsync();

        Assert.Equal(Text(before), Text(await Store.FindAsync(Attempt("a"), Soon)));
        Assert.Equal(["a"], await DueAsync());
        Assert.Equal(Attempt("a"), await Store.FindAttemptAsync(before!.Id!.Value, Soon));
    }

    public static TheoryData<ProviderBuildState> Ends => [.. EndStates];

    private static TaskAttempt Attempt(string task) => new(BuildId.Parse("b-1"), task, 1);

    private static ProviderStatus Status(ProviderBuildState state, params (string Key, string Value)[] metadata) => new(
        state, Stopped: false, metadata.Length == 0 ? null : metadata.ToImmutableSortedDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal));

    private static string Text<T>(T value) => JsonSerializer.Serialize(value);

    private async Task DueAtAsync(string task, int minute)
    {
        await Store.RecordAsync(Attempt(task), ProviderBuildId.Parse($"buildkite://{task}"), Status(new ProviderBuildState.Accepted()), Soon);
        await Store.PollAtAsync(Attempt(task), Clock.GetUtcNow().AddMinutes(minute), Soon);
    }

    private async Task<string[]> DueAsync(int limit = 10) =>
        [.. (await Store.DueAsync("buildkite", Clock.GetUtcNow(), limit, Soon)).Select(row => row.Key.Task)];
}
