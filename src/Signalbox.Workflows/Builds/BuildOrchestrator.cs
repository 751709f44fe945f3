using Microsoft.Extensions.Logging;
using Signalbox.Core.Builds;
using Signalbox.Workflows.Durable;

namespace Signalbox.Workflows.Builds;

/// <summary>One per build, under the build's id: plan it, then take turns until it has ended.</summary>
public static partial class BuildOrchestrator
{
    /// <summary>Its name in histories.</summary>
    public const string Name = "Build";

    private const int TurnsPerGeneration = 50;

    /// <summary>The orchestrator.</summary>
    public static async Task RunAsync(IOrchestrationContext context, BuildRun run)
    {
        var nudges = new Nudges(context);
        var memory = run.Memory ?? new BuildMemory();
        for (var turn = 0; turn < TurnsPerGeneration; turn++)
        {
            try
            {
                if (!run.Planned) await context.CallActivityAsync(BuildPlanning.Name, run.Build, Retries.Infrastructure);
                run = run with { Planned = true };
                var result = await context.CallActivityAsync<BuildTurn>(BuildTurns.Name, run with { Memory = memory }, Retries.Infrastructure);
                context.SetCustomStatus(result.Status);
                if (result.Done) return;
                memory = result.Memory ?? memory;
                await nudges.WaitAsync(result.WakeAt);
            }
            catch (WorkflowTaskFailedException error)
            {
                Log.Trouble(context.CreateReplaySafeLogger(Name), run.Build, error.Failure.Message);
                (run, memory) = (run with { Planned = true }, await GiveUpAsync(context, run, memory, error));
            }
        }

        context.ContinueAsNew(run with { Memory = memory });
    }

    /// <summary>
    /// A turn failed for good, after all its retries. First it is tried without publishing results, which must not keep a build from
    /// ending; then the build is marked as unable to go on, and turns end it as failed (B5). Should that fail, too, the instance
    /// fails, and whoever asks for the build next starts it anew.
    /// </summary>
    private static async Task<BuildMemory> GiveUpAsync(
        IOrchestrationContext context, BuildRun run, BuildMemory memory, WorkflowTaskFailedException error)
    {
        if (run.Planned && !memory.WithoutResults) return memory with { WithoutResults = true };
        if (memory.Abandoned) throw error;
        await context.CallActivityAsync(BuildTurns.AbandonName, new BuildTrouble(run.Build, error.Failure.Message), Retries.Infrastructure);
        return memory with { WithoutResults = true, Abandoned = true };
    }

    private static partial class Log
    {
        [LoggerMessage(2001, LogLevel.Error, "A turn of build {BuildId} failed for good: {Reason}")]
        public static partial void Trouble(ILogger logger, BuildId buildId, string reason);
    }
}

/// <summary>The input of a build's orchestration.</summary>
/// <param name="Build">The build.</param>
/// <param name="Planned">An earlier generation planned it.</param>
/// <param name="Memory">What turns remember.</param>
public sealed record BuildRun(BuildId Build, bool Planned = false, BuildMemory? Memory = null);

/// <summary>What a build's turns remember. Losing it repeats idempotent work.</summary>
/// <param name="Started">The stage whose tasks' instances are known to exist.</param>
/// <param name="Nudged">The stage whose cancelled tasks were told.</param>
/// <param name="WithoutResults">Publishing failed for good; the build ends all the same.</param>
/// <param name="Abandoned">The build was marked as unable to go on.</param>
public sealed record BuildMemory(string? Started = null, string? Nudged = null, bool WithoutResults = false, bool Abandoned = false);

/// <summary>What a turn says.</summary>
/// <param name="Done">The build has ended.</param>
/// <param name="WakeAt">When to look again without a nudge.</param>
/// <param name="Memory">For the next turn.</param>
/// <param name="Status">For operators: phase and counts.</param>
public sealed record BuildTurn(bool Done, DateTimeOffset? WakeAt, BuildMemory? Memory, BuildStatus Status);

/// <summary>A build in one line for operators: the instance's custom status.</summary>
/// <param name="State">The build's state.</param>
/// <param name="Stage">The stage under way.</param>
/// <param name="Ended">Its tasks that have ended.</param>
/// <param name="Total">Its tasks.</param>
public sealed record BuildStatus(BuildState State, string? Stage = null, int? Ended = null, int? Total = null);

/// <summary>A build that cannot go on.</summary>
/// <param name="Build">The build.</param>
/// <param name="Message">Why.</param>
public sealed record BuildTrouble(BuildId Build, string Message);
