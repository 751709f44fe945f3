using System.Collections.Immutable;
using System.Text.Json;
using Signalbox.Contract.Tests.Suites;
using Signalbox.Core.Builds;
using Signalbox.Core.Changes;
using Signalbox.Core.Failures;
using Signalbox.Core.Plans;
using Signalbox.Core.Providers;
using Xunit;

namespace Signalbox.Contract.Tests.Providers;

/// <summary>
/// What every adapter of a CI owes (P1 to P6, P9, P10). An adapter's suite brings a CI, real or faked behind a real socket, and says
/// what passes, fails and goes on there.
/// </summary>
public abstract class BuildProviderContract : IContractOf<IBuildProvider>, IAsyncLifetime
{
    private static readonly CommitSha Head = CommitSha.Parse(new string('a', 40));

    /// <summary>The adapter.</summary>
    protected IBuildProvider Provider { get; private set; } = null!;

    /// <summary>Nobody here waits longer.</summary>
    protected static CancellationToken Soon => new CancellationTokenSource(TimeSpan.FromSeconds(30)).Token;

    /// <summary>A request whose build passes.</summary>
    protected abstract ScheduleRequest Passing();

    /// <summary>A request whose build fails by the change's fault.</summary>
    protected abstract ScheduleRequest Failing();

    /// <summary>A request whose build goes on until it is cancelled.</summary>
    protected abstract ScheduleRequest Endless();

    /// <summary>How many builds the CI began to make for the attempt.</summary>
    protected abstract Task<int> BuildsOfAsync(TaskAttempt key);

    /// <summary>Completes when the CI works on the build.</summary>
    protected abstract Task RunningAsync(ProviderBuildId id);

    /// <summary>Completes when the CI has ended the build, with what a poll then says.</summary>
    protected abstract Task<ProviderStatus> EndedAsync(ProviderBuildId id);

    /// <summary>Makes the adapter.</summary>
    protected abstract Task<IBuildProvider> OpenAsync();

    /// <summary>Ends the CI.</summary>
    protected abstract Task DestroyAsync();

    public async Task InitializeAsync() => Provider = await OpenAsync();

    public async Task DisposeAsync()
    {
        await Provider.DisposeAsync();
        await DestroyAsync();
    }

    [Fact]
    public async Task A_build_that_passes_is_succeeded_and_burns_nothing_more()
    {
        var request = Passing();
        var id = await Provider.ScheduleAsync(request, Soon);

        var status = await EndedAsync(id);

        Assert.IsType<ProviderBuildState.Succeeded>(status.State);
        Assert.True(status.Stopped);
        Assert.Equal(request.Commit.Sha.Value, status.Metadata?.GetValueOrDefault(BuildMetadata.CommitSha, request.Commit.Sha.Value));
    }

    [Fact]
    public async Task A_build_that_fails_is_failed_with_a_reason_for_people()
    {
        var id = await Provider.ScheduleAsync(Failing(), Soon);

        var status = await EndedAsync(id);

        Assert.NotEmpty(Assert.IsType<ProviderBuildState.Failed>(status.State).Reason);
    }

    [Fact]
    public async Task The_id_names_the_provider_and_survives_a_store()
    {
        var id = await Provider.ScheduleAsync(Passing(), Soon);

        Assert.Equal(Provider.Name, id.Provider);
        Assert.Equal(id, JsonSerializer.Deserialize<ProviderBuildId>(JsonSerializer.Serialize(id)));
        Assert.IsNotType<ProviderBuildState.Unknown>((await Provider.PollAsync(ProviderBuildId.Parse(id.Value), Soon)).State);
    }

    [Fact]
    public async Task Schedule_returns_when_the_build_was_accepted_and_not_when_it_ends()
    {
        var id = await Provider.ScheduleAsync(Endless(), Soon);

        Assert.False((await Provider.PollAsync(id, Soon)).State.IsTerminal);
        await Provider.CancelAsync(id, Soon);
    }

    [Fact]
    public async Task A_repeated_schedule_answers_with_the_same_build()
    {
        var request = Endless();
        var first = await Provider.ScheduleAsync(request, Soon);
        await RunningAsync(first);

        var second = await Provider.ScheduleAsync(request, Soon);

        Assert.Equal(first, second);
        Assert.Equal(1, await BuildsOfAsync(request.Key));
    }

    [Fact]
    public async Task A_schedule_repeated_after_the_end_starts_nothing()
    {
        var request = Passing();
        var first = await Provider.ScheduleAsync(request, Soon);
        await EndedAsync(first);

        Assert.Equal(first, await Provider.ScheduleAsync(request, Soon));

        Assert.IsType<ProviderBuildState.Succeeded>((await Provider.PollAsync(first, Soon)).State);
        Assert.Equal(1, await BuildsOfAsync(request.Key));
    }

    [Fact]
    public async Task Many_schedules_of_one_key_at_once_end_with_one_live_build()
    {
        var request = Endless();

        var ids = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => Provider.ScheduleAsync(request, Soon))));

        Assert.Single(ids.Distinct());
        await RunningAsync(ids[0]);
        Assert.Equal(1, await BuildsOfAsync(request.Key));
    }

    [Fact]
    public async Task Another_attempt_is_another_build()
    {
        var request = Passing();

        var first = await Provider.ScheduleAsync(request, Soon);
        var second = await Provider.ScheduleAsync(request with { Key = request.Key with { Attempt = 2 } }, Soon);

        Assert.NotEqual(first, second);
        await EndedAsync(first);
        await EndedAsync(second);
    }

    [Fact]
    public async Task Cancel_ends_a_running_build()
    {
        var id = await Provider.ScheduleAsync(Endless(), Soon);
        await RunningAsync(id);

        await Provider.CancelAsync(id, Soon);
        await Provider.CancelAsync(id, Soon);

        var status = await EndedAsync(id);
        Assert.IsType<ProviderBuildState.Cancelled>(status.State);
        Assert.True(status.Stopped);
    }

    [Fact]
    public async Task Cancel_before_the_start_ends_the_build_too()
    {
        var id = await Provider.ScheduleAsync(Endless(), Soon);

        await Provider.CancelAsync(id, Soon);

        Assert.IsType<ProviderBuildState.Cancelled>((await EndedAsync(id)).State);
    }

    [Fact]
    public async Task Cancel_of_a_finished_build_is_no_error_and_changes_nothing()
    {
        var id = await Provider.ScheduleAsync(Passing(), Soon);
        await EndedAsync(id);

        await Provider.CancelAsync(id, Soon);

        Assert.IsType<ProviderBuildState.Succeeded>((await Provider.PollAsync(id, Soon)).State);
    }

    [Fact]
    public async Task An_id_that_was_never_ours_is_not_found()
    {
        var stranger = ProviderBuildId.Parse("stranger://build/42");

        await Assert.ThrowsAsync<BuildNotFoundException>(() => Provider.PollAsync(stranger, Soon));
        await Assert.ThrowsAsync<BuildNotFoundException>(() => Provider.CancelAsync(stranger, Soon));
    }

    [Theory]
    [MemberData(nameof(WrongRequests))]
    public async Task A_request_that_can_never_work_is_refused_before_anything_starts(string what)
    {
        var request = Passing();

        var wrong = WrongRequest(what, request);

        var refusal = await Assert.ThrowsAsync<InvalidRequestException>(() => Provider.ScheduleAsync(wrong, Soon));
        Assert.NotEmpty(refusal.Message);
        Assert.Equal(0, await BuildsOfAsync(request.Key));
    }

    public static TheoryData<string> WrongRequests() =>
        ["no changes", "a change without URIs", "an unknown action", "an empty build", "an empty task", "no attempt", "an unknown setting"];

    [Fact]
    public async Task A_call_with_a_cancelled_token_is_cancelled()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        var request = Passing();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Provider.ScheduleAsync(request, cancelled.Token));

        Assert.Equal(0, await BuildsOfAsync(request.Key));
    }

    [Fact]
    public async Task After_the_dispose_every_call_says_so_and_a_second_dispose_is_fine()
    {
        var request = Passing();
        var id = await Provider.ScheduleAsync(request, Soon);
        await EndedAsync(id);

        await Provider.DisposeAsync();
        await Provider.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => Provider.ScheduleAsync(request, Soon));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => Provider.PollAsync(id, Soon));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => Provider.CancelAsync(id, Soon));
    }

    [Fact]
    public async Task Many_builds_at_once_do_not_mix()
    {
        var requests = Enumerable.Range(0, 12).Select(i => i % 3 == 0 ? Failing() : Passing()).ToList();

        var ids = await Task.WhenAll(requests.Select(request => Task.Run(() => Provider.ScheduleAsync(request, Soon))));
        var ends = await Task.WhenAll(ids.Select(EndedAsync));

        for (var i = 0; i < ends.Length; i++) Assert.Equal(i % 3 == 0, ends[i].State is ProviderBuildState.Failed);
    }

    private static ScheduleRequest WrongRequest(string what, ScheduleRequest right) => what switch
    {
        "no changes" => right with { Changes = [] },
        "a change without URIs" => right with { Changes = [.. right.Changes, new([], ChangeAction.Apply)] },
        "an unknown action" => right with { Changes = [right.Changes[0] with { Action = ChangeAction.Unknown }] },
        "an empty build" => right with { Key = right.Key with { Build = default } },
        "an empty task" => right with { Key = right.Key with { Task = "" } },
        "no attempt" => right with { Key = right.Key with { Attempt = 0 } },
        "an unknown setting" => right with
        {
            Task = right.Task with { Settings = right.Task.Settings.Add("flavour", JsonSerializer.SerializeToElement("mint")) },
        },
        _ => throw new ArgumentOutOfRangeException(nameof(what)),
    };

    /// <summary>A request around a task, for a change of the repository.</summary>
    protected static ScheduleRequest Request(Repository repository, BuildCommit commit, PlannedTask task, TaskAttempt key) => new()
    {
        Repository = repository,
        Commit = commit,
        Changes = [new([ChangeUri.ForRef(repository.Name, "refs/heads/main", Head)], ChangeAction.Validate)],
        Task = task,
        Key = key,
    };

    /// <summary>A task with settings.</summary>
    protected static PlannedTask TaskOf(string provider, params (string Key, object Value)[] settings) => new()
    {
        Name = "unit",
        Blueprint = "unit",
        Provider = provider,
        Settings = settings.ToImmutableSortedDictionary(
            pair => pair.Key, pair => JsonSerializer.SerializeToElement(pair.Value), StringComparer.Ordinal),
        Digest = new string('0', 64),
    };
}
