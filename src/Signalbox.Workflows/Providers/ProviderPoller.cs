using Signalbox.Core.Failures;
using Signalbox.Core.Providers;
using Signalbox.Workflows.Durable;

namespace Signalbox.Workflows.Providers;

/// <summary>One per provider: polls what is due, stores facts, nudges. The fallback for webhooks and pushes; tasks never poll (P7).</summary>
public static class ProviderPoller
{
    /// <summary>Its name in histories.</summary>
    public const string Name = "ProviderPoller";

    private const int TurnsPerGeneration = 50;

    /// <summary>The id of a provider's instance.</summary>
    public static string InstanceOf(string provider) => $"poller~{provider}";

    // Its trouble is nobody else's: it looks again later, for as long as there are builds to look at.
    private static readonly TimeSpan AfterTrouble = TimeSpan.FromMinutes(1);

    /// <summary>The orchestrator.</summary>
    public static async Task RunAsync(IOrchestrationContext context, PollRun run)
    {
        var nudges = new Nudges(context);
        for (var turn = 0; turn < TurnsPerGeneration; turn++)
        {
            PollTurn next;
            try
            {
                next = await context.CallActivityAsync<PollTurn>(ProviderPolls.Name, run, Retries.Infrastructure);
            }
            catch (WorkflowTaskFailedException)
            {
                next = new(new DateTimeOffset(context.CurrentUtcDateTime, TimeSpan.Zero) + AfterTrouble, run.BusyAt);
            }

            run = run with { BusyAt = next.BusyAt };
            await nudges.WaitAsync(next.WakeAt);
        }

        context.ContinueAsNew(run);
    }
}

/// <summary>The input of a provider's poller.</summary>
/// <param name="Provider">The provider.</param>
/// <param name="BusyAt">When there was last a build to look at.</param>
public sealed record PollRun(string Provider, DateTimeOffset? BusyAt = null);

/// <summary>What a poll says.</summary>
/// <param name="WakeAt">When the next one is due; absent: when nudged.</param>
/// <param name="BusyAt">When there was last a build to look at.</param>
public sealed record PollTurn(DateTimeOffset? WakeAt, DateTimeOffset? BusyAt);

/// <summary>The activity that polls.</summary>
public sealed class ProviderPolls(
    BuildProviders providers, IProviderBuildIndex index, IProviderReports reports, TimeProvider clock)
{
    /// <summary>The activity's name in histories.</summary>
    public const string Name = "PollProvider";

    private const int AtOnce = 16;
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(10);

    /// <summary>Polls all that is due and says when to come back.</summary>
    public async Task<PollTurn> TakeAsync(PollRun run, CancellationToken cancellationToken)
    {
        if (providers.Find(run.Provider) is not { } provider) return new(null, null);
        var due = await index.DueAsync(provider.Name, clock.GetUtcNow(), 100, cancellationToken);
        foreach (var some in due.Chunk(AtOnce))
            await Task.WhenAll(some.Select(row => PollAsync(provider, row, cancellationToken)));
        var now = clock.GetUtcNow();
        if (await index.DueAsync(provider.Name, DateTimeOffset.MaxValue, 1, cancellationToken) is [var next, ..])
            return new(next.PollAt > now ? next.PollAt : now + Beat, now);
        return new(now - run.BusyAt < PollerNudges.Lingers ? now + Beat : null, run.BusyAt);
    }

    private async Task PollAsync(IBuildProvider provider, ProviderBuildRow row, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await index.PollAtAsync(row.Key, now + Cadence(now - row.ScheduledAt), cancellationToken);
        if (row.Id is not { } id) return;
        try
        {
            await reports.ReportAsync(row.Key, id, await provider.PollAsync(id, cancellationToken), cancellationToken);
        }
        catch (BuildNotFoundException)
        {
            // P10: not found after it was created is a loss, and it burns nothing.
            await reports.ReportAsync(row.Key, id, new(new ProviderBuildState.Lost("the provider does not know it any more"), true), cancellationToken);
        }
        catch (Exception error) when (
            error is not EventLogException && !(error is OperationCanceledException && cancellationToken.IsCancellationRequested))
        {
            // Silence is not loss: the next poll asks again.
        }
    }

    /// <summary>Quick at first, slower with age.</summary>
    private static TimeSpan Cadence(TimeSpan age) => age.TotalMinutes switch
    {
        < 1 => TimeSpan.FromSeconds(10),
        < 10 => TimeSpan.FromSeconds(20),
        < 60 => TimeSpan.FromSeconds(30),
        _ => TimeSpan.FromMinutes(1),
    };
}
