using Signalbox.Cli.Invocations;
using Signalbox.Core.Builds;
using Signalbox.Core.Plans;
using Signalbox.Embedded.Host;

namespace Signalbox.Cli.Live;

/// <summary>Stays with a build to its end, as `run` and `retry` do. A first Ctrl-C cancels the build; it still ends before this does.</summary>
internal sealed class BuildFollower(Invocation invocation, EmbeddedHost host, bool json)
{
    private static readonly string[] Example =
    [
        "A .signalbox.yml to begin with:",
        "  version: 1",
        "  blueprints: { test: { run: make test } }",
        "  plan: { stages: [ { name: check, tasks: [test] } ] }",
    ];

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
            await foreach (var next in host.FollowAsync(head.Id, after: 0, CancellationToken.None))
            {
                progress.Apply(next);
                view.Show(next, progress);
                if (next.Seq >= progress.Head.Seq) view.Settle();
            }
        }

        await cancelling;
        await SummariseAsync(progress);
        return ExitCode.Of(progress.Head);
    }

    /// <summary>What is wrong with a configuration, and how to begin where there is none.</summary>
    public static IEnumerable<string> Explain(BuildHead head)
    {
        var message = head.Result?.Message ?? "";
        var missing = message == ConfigurationProblem.NoConfiguration(head.Request.Sha).ToString();
        return missing ? [message, .. Example] : [message];
    }

    private IBuildView View() => json
        ? new JsonView(invocation.Terminal)
        : invocation.Terminal.Console is { } console
            ? new TreeView(console, new(host.Results), invocation.Time)
            : new PlainView(invocation.Terminal);

    private Task CancelAsync(BuildId build) => host.Builds.CancelAsync(build, invocation.User, CancellationToken.None);

    private async Task SummariseAsync(BuildProgress progress)
    {
        if (progress.Head.Result is { Reason: BuildFailure.PlanError })
            foreach (var line in Explain(progress.Head)) invocation.Terminal.Diagnose(line);
        foreach (var line in await BuildSummary.LinesAsync(progress, host.Results, CancellationToken.None))
        {
            if (json) invocation.Terminal.Diagnose(line.ToString());
            else invocation.Terminal.Write(line);
        }
    }
}
