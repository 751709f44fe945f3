namespace Signalbox.Core.Builds;

/// <summary>What a build does next, from its head alone. Pure; the orchestration applies it.</summary>
public static class BuildDecider
{
    /// <summary>The next step. <see cref="BuildStep.Wait"/> is the only one that is not at once.</summary>
    public static BuildStep Next(BuildHead head)
    {
        if (head.State.HasEnded()) return new BuildStep.Done();
        if (head.Completing) return new BuildStep.Complete(head.Result!);
        if (head.State != BuildState.Executing && head.Cancel is null) return new BuildStep.Plan();
        if (MustCancel(head)) return new BuildStep.CancelTasks();
        if (head.State != BuildState.Executing) return new BuildStep.Complete(Result(head));
        for (var i = 0; i < head.Stages.Length; i++)
        {
            var stage = head.Stages[i];
            if (stage.State.HasEnded()) continue;
            if (stage.State == StageState.Building)
                return stage.IsDone ? new BuildStep.CompleteStage(stage.Name, Outcome(stage)) : new BuildStep.Wait(stage.Name);
            return MayStart(head, i) ? new BuildStep.StartStage(stage.Name) : new BuildStep.SkipStage(stage.Name);
        }

        return new BuildStep.Complete(Result(head));
    }

    /// <summary>
    /// Whether the stage may begin: everything before it succeeded and nobody cancelled (B4); or it has clean-up tasks, with which alone
    /// it begins otherwise.
    /// </summary>
    public static bool MayStart(BuildHead head, int stage) => Proceeds(head, stage) || head.Stages[stage].Always > 0;

    /// <summary>Whether the stage's ordinary tasks run, too.</summary>
    public static bool Proceeds(BuildHead head, int stage) =>
        head.Cancel is null && head.Stages.Take(stage).All(earlier => earlier.State == StageState.Succeeded);

    /// <summary>Whether it is already certain that the stage is skipped: one before it ended and did not succeed.</summary>
    public static bool NeverStarts(BuildHead head, int stage) =>
        !MayStart(head, stage) && head.Stages.Take(stage).Any(earlier => earlier.State.HasEnded() && earlier.State != StageState.Succeeded);

    /// <summary>Whether a failure in the stage ends its siblings.</summary>
    public static bool FailedFast(BuildHead head, StageHead stage) => head.FailFast && stage is { State: StageState.Building, Failed: > 0 };

    /// <summary>Whether the task is one that has to end now because of a cancel or of its stage's first failure.</summary>
    public static bool MustCancel(BuildHead head, BuildTask task) => !task.State.HasEnded() && head.State switch
    {
        BuildState.Executing => !task.Always
            && (head.Cancel is not null || (head.FindStage(task.Stage) is var (stage, _) && FailedFast(head, stage))),
        _ => head.Cancel is not null,
    };

    /// <summary>Failed outranks cancelled outranks succeeded; skipped counts for nothing.</summary>
    public static StageState Outcome(StageHead stage) => stage switch
    {
        { Failed: > 0 } => StageState.Failed,
        { Cancelled: > 0 } => StageState.Cancelled,
        _ => StageState.Succeeded,
    };

    /// <summary>The result of a build whose stages have ended, or that was cancelled before it had any.</summary>
    public static BuildResult Result(BuildHead head)
    {
        var completed = head.Stages.Sum(stage => stage.Succeeded);
        var failed = head.Stages.Sum(stage => stage.Failed);
        if (head.Cancel is { IsTrouble: true } trouble)
            return new(ResultKind.Failed, BuildFailure.InternalError, trouble.Reason, completed, failed);
        if (head.Cancel is not null) return new(ResultKind.Cancelled, Completed: completed, Failed: failed);
        if (failed == 0) return new(ResultKind.Success, Completed: completed);
        // B4: by the plan and not by whether a sibling happened to be still at work, so that the same failure has the same result.
        var trigger = head.FailFast ? head.Stages.First(stage => stage.FirstFailed is not null).FirstFailed : null;
        return new(
            trigger is null ? ResultKind.Failed : ResultKind.FailFast, head.WorstReason ?? BuildFailure.CheckFailed, null, completed, failed, trigger);
    }

    private static bool MustCancel(BuildHead head) => head.State == BuildState.Executing
        ? head.Stages.Any(stage => stage.OrdinaryOpen > 0 && (head.Cancel is not null || FailedFast(head, stage)))
        : head.Cancel is not null && head.Stages.Any(stage => !stage.IsDone);

    /// <summary>The reason to keep of two: what says most about the change.</summary>
    public static string Worse(string? one, string other)
    {
        return Rank(one) >= Rank(other) ? one! : other;

        static int Rank(string? reason) => reason switch
        {
            null => -1,
            BuildFailure.CheckFailed => 5,
            BuildFailure.Timeout => 4,
            BuildFailure.PlanError => 3,
            BuildFailure.ProviderCancelled => 2,
            BuildFailure.LostTooOften => 1,
            _ => 0,
        };
    }
}

/// <summary>A step of a build.</summary>
public abstract record BuildStep
{
    private BuildStep()
    {
    }

    /// <summary>Read the configuration and persist the plan.</summary>
    public sealed record Plan : BuildStep;

    /// <summary>End the tasks that a cancel, or the first failure of a stage, ends.</summary>
    public sealed record CancelTasks : BuildStep;

    /// <summary>Begin a stage.</summary>
    public sealed record StartStage(string Stage) : BuildStep;

    /// <summary>End a stage that never begins, and its tasks.</summary>
    public sealed record SkipStage(string Stage) : BuildStep;

    /// <summary>The stage's tasks are at work.</summary>
    public sealed record Wait(string Stage) : BuildStep;

    /// <summary>All tasks of the stage have ended.</summary>
    public sealed record CompleteStage(string Stage, StageState State) : BuildStep;

    /// <summary>Everything has ended.</summary>
    public sealed record Complete(BuildResult Result) : BuildStep;

    /// <summary>Nothing is left to do.</summary>
    public sealed record Done : BuildStep;
}
