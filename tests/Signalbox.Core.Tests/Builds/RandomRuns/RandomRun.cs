using System.Collections.Immutable;
using Signalbox.Core.Builds;
using Signalbox.Core.Events;

namespace Signalbox.Core.Tests.Builds.RandomRuns;

/// <summary>
/// One run of a <see cref="RandomBuild"/>: the build follows <see cref="BuildDecider"/>, providers and people do whatever the choices say,
/// and all the while events are tried that nobody should write.
/// </summary>
internal sealed class RandomRun
{
    private const int Bound = 5_000;
    private readonly RandomBuild build;
    private readonly TaskMoves moves;
    private int used;

    private RandomRun(RandomBuild build)
    {
        this.build = build;
        moves = new(Story, build.Plan);
    }

    public BuildStory Story { get; } = new();

    public List<PendingEvent> Events => Story.Events;

    /// <summary>Where machine and <see cref="HistoryTable"/> were of two minds; has to stay empty.</summary>
    public List<string> Disagreements { get; } = [];

    /// <summary>Events that were accepted a second time; has to stay empty.</summary>
    public List<string> Repeated { get; } = [];

    public static RandomRun Of(RandomBuild build)
    {
        var run = new RandomRun(build);
        run.Story.Then(EventType.BuildReceived);
        for (var steps = 0; !run.Story.Head.State.HasEnded(); steps++)
        {
            if (steps > Bound) throw new InvalidOperationException($"The run does not end; it stands at {BuildDecider.Next(run.Story.Head)}.");
            run.TryWhatNobodyShouldWrite();
            run.Step();
        }

        run.TryWhatNobodyShouldWrite();
        return run;
    }

    private void Step()
    {
        var own = BuildDecider.Next(Story.Head) is BuildStep.Plan ? Planning() : BuildConductor.Next(Story);
        var others = moves.All().ToList();
        var kind = Pick(24);
        if (kind == 23) Note();
        else if (kind == 22 && MayCancel && Pick(3) == 0) Story.Cancel();
        else if (own is not null && (kind < 12 || others.Count == 0)) Story.Apply(own);
        else Story.Apply(others[Pick(others.Count)]);
    }

    private bool MayCancel => Story.Head is { Cancel: null, Completing: false };

    private PendingEvent Planning()
    {
        if (Story.Head.State == BuildState.Received) return Story.Next(EventType.BuildPlanning);
        foreach (var stage in build.Plan.Stages)
        {
            foreach (var task in stage.Tasks.Where(task => !Story.Tasks.ContainsKey(task.Name))) return Story.Planning(stage.Name, task);
        }

        return build.Readable
            ? Story.Next(EventType.BuildStart, data: BuildStory.StartOf(build.Plan))
            : Story.Next(EventType.BuildComplete, data: new() { Result = new(ResultKind.Failed, BuildFailure.PlanError, "line 1: no") });
    }

    private void Note() => Story.Then(NotedEvents.All[Pick(NotedEvents.All.Count)], Pick(2) == 0 ? null : Story.Tasks.Keys.FirstOrDefault());

    private void TryWhatNobodyShouldWrite()
    {
        foreach (var old in Events.Where(e => !NotedEvents.Are(e.Type) && Story.Try(e) is Evolution.Legal)) Repeated.Add($"{old.Type} {old.Task}");

        var table = new HistoryTable(build.Plan, Events, Story.Head.Cancel is not null);
        for (var tries = Pick(6); tries > 0; tries--)
        {
            var tried = Anything();
            var accepted = Story.Try(tried) is Evolution.Legal;
            if (accepted != table.Allows(tried)) Disagreements.Add($"at {Events.Count}: {tried.Type} {tried.Task}{tried.Stage} {tried.Data?.State} {tried.Data?.Result} accepted: {accepted}");
        }
    }

    private PendingEvent Anything()
    {
        var type = Enum.GetValues<EventType>()[Pick(Enum.GetValues<EventType>().Length)];
        if (type.Word().StartsWith("TASK_", StringComparison.Ordinal) && AnyOf([.. build.Plan.Stages.SelectMany(stage => stage.Tasks)]) is { } task)
        {
            if (type == EventType.TaskPlanned) return Story.Planning(build.Plan.Stages.First(stage => stage.Tasks.Contains(task)).Name, task);
            var tried = Story.Next(type, task.Name, data: new() { Provider = "x", ProviderBuild = "x://1", AttemptsLeft = Pick(2) });
            return tried with { Attempt = Pick(3) is > 0 and var attempt ? attempt : null };
        }

        return Story.Next(type, stage: AnyOf(build.Plan.Stages)?.Name, data: BuildStory.StartOf(build.Plan) with
        {
            State = Enum.GetValues<StageState>()[Pick(6)],
            Result = Pick(3) == 0 ? BuildDecider.Result(Story.Head) : new((ResultKind)Pick(4), Pick(2) == 0 ? null : BuildFailure.CheckFailed, null, Pick(2), Pick(2)),
        });
    }

    private T? AnyOf<T>(ImmutableArray<T> from)
        where T : class => from.Length == 0 ? null : from[Pick(from.Length)];

    private int Pick(int below) => used < build.Choices.Length ? build.Choices[used++] % below : 0;
}
