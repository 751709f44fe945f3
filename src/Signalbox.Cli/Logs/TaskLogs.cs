using Signalbox.Cli.Invocations;
using Signalbox.Cli.Live;
using Signalbox.Cli.Output;
using Signalbox.Core.Builds;
using Signalbox.Core.Results;

namespace Signalbox.Cli.Logs;

/// <summary>Shows a task's log, following it from attempt to attempt, and to another build where that one's stands in.</summary>
internal sealed class TaskLogs(IBuildStore store, IResultStore results, Invocation invocation, bool timestamps)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    /// <summary>Shows the log.</summary>
    /// <param name="build">The build.</param>
    /// <param name="name">Its task.</param>
    /// <param name="number">One attempt of it; absent: the last, and while following every later one.</param>
    /// <param name="follow">Go on until the task has ended.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task ShowAsync(BuildId build, string name, int? number, bool follow, CancellationToken cancellationToken)
    {
        var copy = new LogCopy(results, invocation.Terminal, timestamps);
        TaskAttempt? shown = null;
        var found = false;
        while (await store.FindTaskAsync(build, name, cancellationToken) is var (head, task))
        {
            // Before the copy, so that what the task wrote last is still copied.
            var ended = task.State.HasEnded() || head.State.HasEnded() || (number < task.Attempt);
            if (AttemptOf(build, task, number) is { } attempt)
            {
                if (shown is not null && attempt != shown) copy.Restart();
                if (attempt != shown) Announce(build, attempt, isFirst: shown is null);
                shown = attempt;
                found |= await copy.CopyAsync(attempt, cancellationToken);
            }

            if (ended || !follow)
            {
                copy.WriteStart();
                if (!found) invocation.Terminal.Diagnose(Absent(build, task, shown));
                return;
            }

            await Task.Delay(Interval, invocation.Time, cancellationToken);
        }
    }

    /// <summary>
    /// Shows the logs of all tasks, each under its name, one after the other as tasks get one, and each to the end of its task; returns
    /// when the build has ended.
    /// </summary>
    public async Task FollowAllAsync(BuildId build, CancellationToken cancellationToken)
    {
        HashSet<string> shown = [];
        var seen = -1L;
        // The head before the tasks: those of a build that has ended are all there.
        while (await store.FindAsync(build, cancellationToken) is { } head)
        {
            var count = shown.Count;
            // Every task's row changes with an event, so a build without news has no other tasks than it had.
            var tasks = head.Seq == seen ? [] : await store.ListTasksAsync(build, stage: null, cancellationToken);
            seen = head.Seq;
            foreach (var task in tasks)
            {
                // A task that has nothing to show has nothing to be headed.
                if (BuildSummary.LogOf(build, task) is not null && shown.Add(task.Name)) await ShowUnderNameAsync(build, task, follow: true, cancellationToken);
            }

            if (head.State.HasEnded()) return;
            if (shown.Count == count) await Task.Delay(Interval, invocation.Time, cancellationToken);
        }
    }

    /// <summary>Shows the logs of all tasks as they are now, each under its name.</summary>
    public async Task ShowAllAsync(BuildId build, CancellationToken cancellationToken)
    {
        foreach (var task in await store.ListTasksAsync(build, stage: null, cancellationToken))
        {
            if (BuildSummary.LogOf(build, task) is not null) await ShowUnderNameAsync(build, task, follow: false, cancellationToken);
        }
    }

    /// <summary>Returns when a build's tasks are known: it has a plan, or has ended, or is gone.</summary>
    public async Task WaitForPlanAsync(BuildId build, CancellationToken cancellationToken)
    {
        while (await store.FindAsync(build, cancellationToken) is { StartedAt: null, EndedAt: null })
            await Task.Delay(Interval, invocation.Time, cancellationToken);
    }

    private Task ShowUnderNameAsync(BuildId build, BuildTask task, bool follow, CancellationToken cancellationToken)
    {
        invocation.Terminal.Write(Line.Of($"==> {task.Name} <==", Tone.Strong));
        return ShowAsync(build, task.Name, null, follow, cancellationToken);
    }

    private static TaskAttempt? AttemptOf(BuildId build, BuildTask task, int? number) =>
        number is { } one ? new(build, task.Name, one) : BuildSummary.LogOf(build, task);

    private void Announce(BuildId build, TaskAttempt attempt, bool isFirst)
    {
        if (attempt.Build != build)
            invocation.Terminal.Diagnose($"{attempt.Task} was taken from build {attempt.Build}; this is its log there");
        else if (!isFirst) invocation.Terminal.Diagnose($"{attempt.Task}: attempt {attempt.Attempt}");
    }

    private static string Absent(BuildId build, BuildTask task, TaskAttempt? shown) => shown switch
    {
        null => $"{task.Name} has no log: it was not given to a provider ({TreeChoice.Word(task.State)})",
        { } attempt when attempt.Build != build => $"build {attempt.Build} is gone, and its log with it",
        _ => $"{task.Name} has no log: nothing was written",
    };
}
