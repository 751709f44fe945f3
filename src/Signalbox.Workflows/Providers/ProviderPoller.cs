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

    /// <summary>The orchestrator; its input is the provider's name.</summary>
    public static async Task RunAsync(IOrchestrationContext context, string provider)
    {
        var nudges = new Nudges(context);
        for (var turn = 0; turn < TurnsPerGeneration; turn++)
        {
            var next = await context.CallActivityAsync<PollTurn>(ProviderPolls.Name, provider, Retries.Infrastructure);
            await nudges.WaitAsync(next.WakeAt);
        }

        context.ContinueAsNew(provider);
    }
}

/// <summary>What a poll says.</summary>
/// <param name="WakeAt">When the next one is due; absent: when nudged.</param>
public sealed record PollTurn(DateTimeOffset? WakeAt);

/// <summary>The activity that polls.</summary>
public sealed class ProviderPolls(
    BuildProviders providers, IProviderBuildIndex index, IProviderReports reports, PollerNudges nudges, TimeProvider clock)
{
    /// <summary>The activity's name in histories.</summary>
    public const string Name = "PollProvider";

    private const int AtOnce = 16;

    /// <summary>Polls all that is due and says when to come back.</summary>
    public async Task<PollTurn> TakeAsync(string name, CancellationToken cancellationToken)
    {
        if (providers.Find(name) is not { } provider) return new((DateTimeOffset?)null);
        var due = await index.DueAsync(name, clock.GetUtcNow(), 100, cancellationToken);
        foreach (var some in due.Chunk(AtOnce))
            await Task.WhenAll(some.Select(row => PollAsync(provider, row, cancellationToken)));
        var next = await index.DueAsync(name, DateTimeOffset.MaxValue, 1, cancellationToken);
        return new(nudges.NextPoll(name, next.Count == 0 ? null : next[0].PollAt, clock.GetUtcNow()));
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
        catch (Exception error) when (error is not (OperationCanceledException or EventLogException))
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
