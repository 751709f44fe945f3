using Signalbox.Core.Events;

namespace Signalbox.Core.Builds;

/// <summary>The rows of product.md's table that concern builds and stages. Null: not legal now.</summary>
internal static class BuildTransitions
{
    public static Evolution? Apply(BuildHead head, PendingEvent next)
    {
        var after = next.Type switch
        {
            EventType.BuildReceived when head.Seq == 0 => head,
            EventType.BuildPlanning when head is { Seq: > 0, State: BuildState.Received, Cancel: null, Completing: false } =>
                head with { State = BuildState.Planning },
            EventType.BuildStart when head is { State: BuildState.Planning, Cancel: null, Completing: false } => Start(head, next),
            EventType.StageStart or EventType.StageSkipped or EventType.StageComplete
                when head is { State: BuildState.Executing, Completing: false } => Stage(head, next),
            EventType.BuildComplete when MayComplete(head, next.Data?.Result) => head with { Completing = true, Result = next.Data?.Result },
            EventType.BuildSuccess or EventType.BuildFail or EventType.BuildCancelled when head.Completing => End(head, next),
            _ => null,
        };
        return after is null ? null : new Evolution.Legal(after, null);
    }

    private static BuildHead? Start(BuildHead head, PendingEvent next)
    {
        // TASK_PLANNED has counted tasks into stages as they came; only now are the order, and the empty ones, known.
        var counted = head.Stages.ToDictionary(stage => stage.Name, StringComparer.Ordinal);
        var names = next.Data?.Stages ?? [];
        // Else a planned task would be in no stage, or a stage in two places.
        if (names.Distinct(StringComparer.Ordinal).Count() != names.Length || counted.Keys.Except(names, StringComparer.Ordinal).Any()) return null;
        var ordered = names.Select(name => counted.GetValueOrDefault(name) ?? new StageHead { Name = name });
        return head with
        {
            State = BuildState.Executing,
            Stages = [.. ordered],
            FailFast = next.Data?.FailFast ?? false,
            Commit = next.Data?.Commit,
            Tree = next.Data?.Tree,
            StartedAt = next.At,
        };
    }

    private static BuildHead? Stage(BuildHead head, PendingEvent next)
    {
        if (head.FindStage(next.Stage) is not var (stage, index)) return null;
        // One stage at a time, in order: everything before it has ended, nothing behind it has begun.
        if (head.Stages.Take(index).Any(earlier => !earlier.State.HasEnded())) return null;
        var after = (next.Type, stage.State) switch
        {
            (EventType.StageStart, StageState.Waiting) when BuildDecider.MayStart(head, index) =>
                stage with { State = StageState.Building, StartedAt = next.At },
            (EventType.StageSkipped, StageState.Waiting) when !BuildDecider.MayStart(head, index) && stage.IsDone =>
                stage with { State = StageState.Skipped, EndedAt = next.At },
            (EventType.StageComplete, StageState.Building) when stage.IsDone && next.Data?.State == BuildDecider.Outcome(stage) =>
                stage with { State = BuildDecider.Outcome(stage), EndedAt = next.At },
            _ => null,
        };
        return after is null ? null : head with { Stages = head.Stages.SetItem(index, after) };
    }

    // A cancel that came between the decision and the write makes the decided result illegal, so the writer decides again.
    private static bool MayComplete(BuildHead head, BuildResult? result) =>
        head is { Seq: > 0, Completing: false } && result is not null && head.State switch
        {
            // Trouble in the middle of planning: what was planned so far belongs to no plan, and must not keep the build from ending (B5).
            BuildState.Received or BuildState.Planning when head.Cancel is null =>
                result is { Kind: ResultKind.Failed, Reason: not null, Completed: 0, Failed: 0 },
            BuildState.Received or BuildState.Planning =>
                head.Stages.All(stage => stage.IsDone) && IsThe(result, head),
            BuildState.Executing =>
                head.Stages.All(stage => stage.State.HasEnded()) && IsThe(result, head),
            _ => false,
        };

    private static bool IsThe(BuildResult result, BuildHead head) =>
        result with { Message = null } == BuildDecider.Result(head) with { Message = null };

    private static BuildHead? End(BuildHead head, PendingEvent next)
    {
        var state = head.Result?.Kind switch
        {
            ResultKind.Success => (BuildState.Succeeded, EventType.BuildSuccess),
            ResultKind.Failed or ResultKind.FailFast => (BuildState.Failed, EventType.BuildFail),
            ResultKind.Cancelled => (BuildState.Cancelled, EventType.BuildCancelled),
            _ => default,
        };
        return next.Type != state.Item2 || state.Item1 == default
            ? null
            : head with { State = state.Item1, Completing = false, EndedAt = next.At };
    }
}
