using Signalbox.Cli.Access;
using Signalbox.Cli.Invocations;
using Signalbox.Cli.Sources;
using Signalbox.Core.Builds;

namespace Signalbox.Cli.Live;

/// <summary>
/// Stays with a build to its end, as `run` and `retry` do. A first Ctrl-C cancels the build; it still ends before this does.
/// </summary>
internal sealed class BuildFollower(Invocation invocation, IBuildAccess host, bool json)
{
    /// <summary>Shows the build and its summary.</summary>
    /// <param name="head">The build as it was started.</param>
    /// <returns>The exit code of the build.</returns>
    public async Task<int> FollowAsync(BuildHead head)
    {
        var progress = new BuildProgress(head);
        var cancelling = Task.CompletedTask;
        await using (invocation.Interrupts.Token.Register(() => cancelling = CancelAsync(head.Id)))
        {
            await using var view = View();
            await using var events = host.FollowAsync(head.Id, after: 0, CancellationToken.None).GetAsyncEnumerator();
            while (true)
            {
                var more = events.MoveNextAsync();
                if (!more.IsCompleted) view.Settle();
                if (!await more) break;
                progress.Apply(events.Current);
                view.Show(events.Current, progress);
            }
        }

        await cancelling;
        await SummariseAsync(progress);
        // A process that ignores its TERM keeps this one for the grace; silence would look like a hang.
        if (host.IsOwner && progress.Tasks.Any(task => task is { State: TaskState.Cancelled, Attempts.IsEmpty: false }))
            invocation.Terminal.Diagnose("ending the processes of cancelled tasks; Ctrl-C leaves at once");
        else if (!invocation.Interrupts.Token.IsCancellationRequested)
            await StayAsync();
        return ExitCode.Of(progress.Head);
    }

    // Their tasks are processes of this one: its end would interrupt them, and a deployment that is begun again is not the same.
    private async Task StayAsync()
    {
        var left = host.ClientsLeftAsync();
        if (left.IsCompleted) return;
        invocation.Terminal.Diagnose(
            "builds of other terminals run in this process; it stays until they have ended. Ctrl-C hands them over: their running tasks begin again");
        var asked = new TaskCompletionSource();
        await using (invocation.Interrupts.Token.Register(asked.SetResult))
            await Task.WhenAny(left, asked.Task);
    }

    private IBuildView View() => json
        ? new JsonView(invocation.Terminal)
        : invocation.Terminal.Console is { } console
            ? new TreeView(console, new(host.Results), invocation.Time)
            : new PlainView(invocation.Terminal);

    private async Task CancelAsync(BuildId build) =>
        await host.Builds.CancelAsync(build, invocation.User, CancellationToken.None);

    private async Task SummariseAsync(BuildProgress progress)
    {
        if (progress.Head.Result is { Reason: BuildFailure.PlanError })
            PlanErrors.Write(invocation.Terminal, progress.Head);
        foreach (var line in await BuildSummary.LinesAsync(progress, host.Results, CancellationToken.None))
        {
            if (json) invocation.Terminal.Diagnose(line.ToString());
            else invocation.Terminal.Write(line);
        }
    }
}
