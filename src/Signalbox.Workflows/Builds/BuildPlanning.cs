using Signalbox.Core.Builds;
using Signalbox.Core.Changes;
using Signalbox.Core.Events;
using Signalbox.Core.Forges;
using Signalbox.Core.Plans;
using Signalbox.Core.Secrets;
using Signalbox.Workflows.Providers;

namespace Signalbox.Workflows.Builds;

/// <summary>
/// The activity that plans a build: the exact commit (merged where a base was asked for), its configuration, the tasks, all persisted
/// before the first Schedule (B3). What is wrong with any of them is a failed build with reason `plan_error` (B5).
/// </summary>
public sealed class BuildPlanning(
    IBuildStore builds,
    IEventLog log,
    IEnumerable<IForge> forges,
    ConfigurationReader reader,
    BuildProviders providers,
    ISecrets secrets,
    TimeProvider clock)
{
    /// <summary>The activity's name in histories.</summary>
    public const string Name = "PlanBuild";

    /// <summary>Plans a build that has no plan yet; otherwise does nothing.</summary>
    public async Task PlanAsync(BuildId id, CancellationToken cancellationToken)
    {
        if (await builds.FindAsync(id, cancellationToken) is not { State: BuildState.Received or BuildState.Planning, Completing: false } head) return;
        var events = new BuildEvents(id, clock.GetUtcNow());
        await log.AppendAsync(id, [events.OfBuild(EventType.BuildReceived, Asked(head.Request))], cancellationToken);
        if (head.Cancel is not null) return;
        await log.AppendAsync(id, [events.OfBuild(EventType.BuildPlanning)], cancellationToken);
        var outcome = await MakeAsync(id, head.Request, cancellationToken);
        events = new BuildEvents(id, clock.GetUtcNow());
        if (outcome is Outcome.Wrong wrong)
        {
            var result = new BuildResult(ResultKind.Failed, BuildFailure.PlanError, wrong.Message);
            await log.AppendAsync(
                id,
                [
                    events.OfBuild(EventType.BuildComplete, new() { Result = result }),
                    events.OfBuild(EventType.BuildFail, new() { Reason = result.Reason, Message = result.Message }),
                ],
                cancellationToken);
            return;
        }

        var (plan, commit, tree) = (Outcome.Right)outcome;
        var planned = plan.Stages.SelectMany(stage => stage.Tasks.Select(task => Planned(events, head.Request, stage, task, tree)));
        var start = new EventData { Stages = [.. plan.Stages.Select(stage => stage.Name)], FailFast = plan.FailFast, Commit = commit, Tree = tree };
        // A cancel in between makes the rest illegal, and the build's first turn ends it.
        var appended = await log.AppendAsync(id, [.. planned, events.OfBuild(EventType.BuildStart, start)], cancellationToken);
        if (appended is AppendResult.Appended { Added: > 0 } begun) BuildTelemetry.Started(begun.Head);
    }

    private async Task<Outcome> MakeAsync(BuildId id, BuildRequest request, CancellationToken cancellationToken)
    {
        var repository = request.Repository;
        if (forges.FirstOrDefault(candidate => candidate.Serves(repository)) is not { } forge)
            return new Outcome.Wrong($"This host cannot reach {repository.Host}/{repository.Name}.");
        var commit = request.Sha;
        if (request.Base is { } onto)
        {
            var merge = await forge.MergeAsync(
                repository, new(id.Value, onto, request.Sha, $"Merge {request.Sha.Abbreviated} into {onto.Abbreviated}"), cancellationToken);
            if (merge is not MergeOutcome.Made made) return new Outcome.Wrong(Words(merge, request));
            commit = made.Commit;
        }

        if (await forge.TreeAsync(repository, commit, cancellationToken) is not { } tree
            || await forge.ReadConfigurationAsync(repository, commit, cancellationToken) is not { } found)
        {
            return new Outcome.Wrong($"Commit {commit} is not in {repository.Name}.");
        }

        if (found.Unreadable.Count > 0)
            return Wrong(found.Unreadable.Select(file => new ConfigurationProblem { File = file.Path, Message = file.Problem }));
        if (found.Files.All(file => file.Path != ".signalbox.yml")) return Wrong([ConfigurationProblem.NoConfiguration(commit)]);
        return reader.Read(found.Files) switch
        {
            ConfigurationResult.Valid valid => await PlanAsync(valid.Configuration, forge, request, commit, tree, cancellationToken),
            ConfigurationResult.Invalid invalid => Wrong(invalid.Problems),
            var other => throw new InvalidOperationException($"The reader answered {other.GetType().Name}."),
        };
    }

    private async Task<Outcome> PlanAsync(
        Configuration configuration, IForge forge, BuildRequest request, CommitSha commit, string tree, CancellationToken cancellationToken)
    {
        var repository = request.Repository;
        var context = new PlanContext
        {
            Event = request.Repeats ?? request.Reason,
            Branch = request.Branch,
            Labels = request.Labels ?? [],
            ChangedPaths = request.Base is { } from ? await forge.ChangedPathsAsync(repository, from, request.Sha, cancellationToken) : null,
            Tasks = request.Tasks,
            HasSecret = name => secrets.Has(repository, name),
            Providers = [.. providers.All.Select(provider => provider.Name)],
        };
        return Planner.Plan(configuration, PlanKind.Plan, context) switch
        {
            PlanResult.Planned planned => new Outcome.Right(planned.Plan, commit, tree),
            PlanResult.Refused refused => Wrong(refused.Problems),
            var other => throw new InvalidOperationException($"The planner answered {other.GetType().Name}."),
        };
    }

    private static PendingEvent Planned(BuildEvents events, BuildRequest request, PlannedStage stage, PlannedTask task, string tree)
    {
        var row = new BuildTask { Name = task.Name, Stage = stage.Name, Order = 0 };
        var data = new EventData
        {
            Blueprint = task.Blueprint == task.Name ? null : task.Blueprint,
            Provider = task.Provider,
            TargetKey = TargetKey.Of(request.Repository, tree, task),
            Always = task.Always ? true : null,
            AllowFailure = task.AllowFailure ? true : null,
        };
        return events.OfTask(EventType.TaskPlanned, row, data) with { Plan = task };
    }

    private static EventData Asked(BuildRequest request) => new() { Commit = request.Sha, Reason = ReasonWord(request.Reason) };

    private static string ReasonWord(BuildReason reason) => reason == BuildReason.PullRequest ? "pull_request" : $"{reason}".ToLowerInvariant();

    private static string Words(MergeOutcome merge, BuildRequest request) => merge switch
    {
        MergeOutcome.Conflicted conflict =>
            $"{request.Sha.Abbreviated} conflicts with the base {request.Base!.Value.Abbreviated} in {string.Join(", ", conflict.Paths)}.",
        MergeOutcome.Impossible impossible => impossible.Message,
        _ => $"{request.Sha.Abbreviated} cannot be merged.",
    };

    private static Outcome.Wrong Wrong(IEnumerable<ConfigurationProblem> problems) => new(string.Join('\n', problems));

    private abstract record Outcome
    {
        public sealed record Right(ConstructionPlan Plan, CommitSha Commit, string Tree) : Outcome;

        public sealed record Wrong(string Message) : Outcome;
    }
}
