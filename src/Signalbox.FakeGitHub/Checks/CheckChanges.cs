using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Signalbox.FakeGitHub.Accounts;
using Signalbox.FakeGitHub.Apps;
using Signalbox.FakeGitHub.Repositories;
using Signalbox.FakeGitHub.Worlds;

namespace Signalbox.FakeGitHub.Checks;

/// <summary>Makes check suites and runs. The world's gate is held.</summary>
internal sealed class CheckChanges(World world)
{
    private readonly ConcurrentDictionary<long, bool> withoutAutomaticSuites = new();

    /// <summary>Whether a push makes a suite by itself.</summary>
    public void SetAutomatic(HostedRepository repository, bool automatic)
    {
        if (automatic) withoutAutomaticSuites.TryRemove(repository.Id, out _);
        else withoutAutomaticSuites[repository.Id] = true;
    }

    public bool IsAutomatic(HostedRepository repository) => !withoutAutomaticSuites.ContainsKey(repository.Id);

    /// <summary>A push asks the App for checks.</summary>
    public async Task RequestAsync(
        HostedRepository repository, string sha, string branch, string? before, Account actor, CancellationToken cancellationToken)
    {
        var mayWrite = world.Installations.Covering(repository)?.Permissions.GetValueOrDefault("checks") == "write";
        if (!mayWrite || !IsAutomatic(repository) || Find(repository, world.App, sha) is not null) return;
        var suite = New(repository, world.App, sha, branch, before);
        await world.Events.SuiteAsync("requested", repository, suite, actor, cancellationToken);
    }

    /// <summary>The suite of an App at a commit, made when it is missing.</summary>
    public async Task<(CheckSuite Suite, bool IsNew)> SuiteAsync(HostedRepository repository, App app, string sha, CancellationToken cancellationToken)
    {
        if (Find(repository, app, sha) is { } suite) return (suite, false);
        var branch = (await repository.Git.RefsAsync("refs/heads/", cancellationToken)).FirstOrDefault(one => one.Sha == sha).Name;
        return (New(repository, app, sha, branch?["refs/heads/".Length..], null), true);
    }

    public async Task<Result<CheckRun>> CreateAsync(HostedRepository repository, App app, JsonObject body, CancellationToken cancellationToken)
    {
        if ((string?)body["name"] is not { Length: > 0 } name) return new Refusal(422, "Invalid request.\n\n\"name\" wasn't supplied.");
        if ((string?)body["head_sha"] is not { } sha) return new Refusal(422, "Invalid request.\n\n\"head_sha\" wasn't supplied.");
        if (await repository.Git.CommitShaAsync(sha, cancellationToken) != sha) return new Refusal(422, $"No commit found for SHA: {sha}");
        var (suite, _) = await SuiteAsync(repository, app, sha, cancellationToken);
        var applied = CheckRunInput.Apply(new() { Id = world.Sequence.Next(), Suite = suite, Name = name }, body, world.Now);
        if (applied.Value is not { } run) return applied;
        repository.CheckRuns[run.Id] = run;
        world.Events.Run("created", repository, run, app.Bot);
        if (run.Status == "completed") await CompletedAsync(repository, run, app.Bot, cancellationToken);
        return run;
    }

    public async Task<Result<CheckRun>> UpdateAsync(HostedRepository repository, CheckRun run, JsonObject body, Account actor, CancellationToken cancellationToken)
    {
        var applied = CheckRunInput.Apply(run, body, world.Now);
        if (applied.Value is not { } next) return applied;
        repository.CheckRuns[run.Id] = next;
        if (run.Status != "completed" && next.Status == "completed") await CompletedAsync(repository, next, actor, cancellationToken);
        return next;
    }

    private async Task CompletedAsync(HostedRepository repository, CheckRun run, Account actor, CancellationToken cancellationToken)
    {
        world.Events.Run("completed", repository, run, actor);
        var all = repository.CheckRuns.Values.Where(one => one.Suite.Id == run.Suite.Id);
        if (CheckSummary.Of(all).Status == "completed") await world.Events.SuiteAsync("completed", repository, run.Suite, actor, cancellationToken);
    }

    private static CheckSuite? Find(HostedRepository repository, App app, string sha) =>
        repository.CheckSuites.Values.FirstOrDefault(one => one.App.Id == app.Id && one.HeadSha == sha);

    private CheckSuite New(HostedRepository repository, App app, string sha, string? branch, string? before)
    {
        var suite = new CheckSuite(world.Sequence.Next(), app, sha, branch, before, world.Now, world.Now);
        return repository.CheckSuites[suite.Id] = suite;
    }
}
