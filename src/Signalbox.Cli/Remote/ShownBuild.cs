using System.Collections.Immutable;
using System.Globalization;
using Signalbox.Core.Builds;
using Signalbox.Core.Changes;

namespace Signalbox.Cli.Remote;

/// <summary>
/// A build's rows, as far as its view tells them: enough that the view made of them again is the same, so that verbs print of a service
/// what they print of a directory.
/// </summary>
internal static class ShownBuild
{
    /// <summary>The head.</summary>
    public static BuildHead Head(BuildView view) => new()
    {
        Id = view.Id,
        Request = new()
        {
            Repository = new(HostOf(view), view.Repository),
            Ref = view.Ref,
            Sha = view.Sha,
            Base = view.Base,
            Changes = [new([UriOf(view)], ChangeAction.Validate)],
            Reason = view.Reason,
        },
        CreatedAt = view.CreatedAt,
        // Shown as cancelled at once, while its clean-up tasks still run.
        State = view is { State: BuildState.Cancelled, EndedAt: null } ? BuildState.Executing : view.State,
        Cancel = view.CancelledBy is { } by ? new(by, view.EndedAt ?? view.CreatedAt) : null,
        Commit = view.Commit,
        StartedAt = view.StartedAt,
        EndedAt = view.EndedAt,
        Result = view.Result,
        Stages = [.. (view.Stages ?? []).Select(Stage)],
    };

    /// <summary>The tasks in the order of the plan.</summary>
    public static IReadOnlyList<BuildTask> Tasks(BuildView view) =>
    [
        .. (view.Stages ?? []).SelectMany(stage => stage.Tasks.Select(task => (stage, task)))
            .Select((one, order) => Task(view, one.stage, one.task, order)),
    ];

    private static StageHead Stage(StageView stage) => new()
    {
        Name = stage.Name,
        State = stage.State,
        Total = stage.Tasks.Length,
        Succeeded = stage.Tasks.Count(task =>
            task.State == TaskState.Succeeded || (task.State == TaskState.Failed && task.AllowFailure == true)),
        Failed = stage.Tasks.Count(task => task.State == TaskState.Failed && task.AllowFailure != true),
        Skipped = stage.Tasks.Count(task => task.State == TaskState.Skipped),
        Cancelled = stage.Tasks.Count(task => task.State == TaskState.Cancelled),
        StartedAt = stage.StartedAt,
        EndedAt = stage is { StartedAt: { } start, DurationMs: { } took } ? start.AddMilliseconds(took) : null,
    };

    private static BuildTask Task(BuildView build, StageView stage, TaskView task, int order)
    {
        var asked = task.Reason == TaskView.AwaitingApproval;
        return new()
        {
            Name = task.Name,
            Stage = stage.Name,
            Order = order,
            State = task.State,
            Reason = asked ? null : task.Reason,
            ApprovalRequested = asked,
            ApprovedBy = task.ApprovedBy,
            AllowFailure = task.AllowFailure ?? false,
            Flaky = task.Flaky ?? false,
            DelegatedTo = task.DelegatedTo is { } other ? new(other.Build, other.Task, other.Attempt) : null,
            Attempt = task.Attempts is [.., var last] ? last.Attempt : 1,
            Attempts = [.. task.Attempts.Select(attempt => Attempt(build, attempt))],
            Reports = task.Reports,
        };
    }

    private static AttemptRecord Attempt(BuildView build, AttemptView attempt)
    {
        // When the provider accepted it is not shown; of one that never ran, how long it took is counted from there.
        var start = attempt.StartedAt ?? build.StartedAt ?? build.CreatedAt;
        return new(
            attempt.Attempt, attempt.Provider, attempt.ProviderBuild, attempt.State, start, attempt.StartedAt,
            attempt.DurationMs is { } took ? start.AddMilliseconds(took) : null, attempt.Reason, attempt.Link);
    }

    private static ChangeUri UriOf(BuildView view)
    {
        var number = view.Change[(view.Change.LastIndexOf('#') + 1)..];
        return view.Change.EndsWith($"{view.Repository}#{number}", StringComparison.Ordinal)
            && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var pull)
            ? ChangeUri.ForPullRequest(HostOf(view), view.Repository, pull, view.Sha)
            : ChangeUri.ForRef(new Repository(HostOf(view), view.Repository), view.Ref, view.Sha);
    }

    // A change is shown with its host where that is neither this machine nor the default one.
    private static string HostOf(BuildView view)
    {
        foreach (var name in (ImmutableArray<string>)[$"{view.Repository}#", $"{view.Repository.Name}:"])
        {
            if (view.Change.StartsWith(name, StringComparison.Ordinal)) return name[^1] == '#' ? "github.com" : Repository.LocalHost;
            var end = view.Change.IndexOf($"/{name}", StringComparison.Ordinal);
            if (end > 0 && !view.Change[..end].Contains('/', StringComparison.Ordinal)) return view.Change[..end];
        }

        return Repository.LocalHost;
    }
}
