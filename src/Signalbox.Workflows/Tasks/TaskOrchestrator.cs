using Microsoft.Extensions.Logging;
using Signalbox.Core.Builds;
using Signalbox.Workflows.Durable;

namespace Signalbox.Workflows.Tasks;

/// <summary>
/// One per attempt at a task: take turns, wait for nudges in between, never poll. It starts its successor and ends, so its history
/// stays short.
/// </summary>
public static partial class TaskOrchestrator
{
    /// <summary>Its name in histories.</summary>
    public const string Name = "Task";

    private const int TurnsPerGeneration = 50;

    /// <summary>The orchestrator.</summary>
    public static async Task RunAsync(IOrchestrationContext context, TaskRun run)
    {
        var nudges = new Nudges(context);
        for (var turn = 0; turn < TurnsPerGeneration; turn++)
        {
            TaskTurn result;
            try
            {
                result = await context.CallActivityAsync<TaskTurn>(TaskTurns.Name, run, Retries.Infrastructure);
            }
            catch (WorkflowTaskFailedException error)
            {
                Log.GaveUp(context.CreateReplaySafeLogger(Name), run.Task, run.Build, error.Failure.Message);
                if (run.Abandoned) throw;
                // The task has failed by it; what it started is still to be stopped, and what it holds to be given back.
                await context.CallActivityAsync(TaskTurns.AbandonName, new TaskTrouble(run, error.Failure.Message), Retries.Infrastructure);
                run = run with { Abandoned = true };
                continue;
            }

            if (result.Done) return;
            run = run with { Memory = result.Memory };
            await nudges.WaitAsync(result.WakeAt);
        }

        context.ContinueAsNew(run);
    }

    private static partial class Log
    {
        [LoggerMessage(2101, LogLevel.Error, "Task {Task} of build {BuildId} cannot go on: {Reason}")]
        public static partial void GaveUp(ILogger logger, string task, BuildId buildId, string reason);
    }
}

/// <summary>The input of an attempt's orchestration.</summary>
/// <param name="Build">The build.</param>
/// <param name="Task">The task.</param>
/// <param name="Attempt">The attempt.</param>
/// <param name="Memory">What turns remember.</param>
/// <param name="Abandoned">It could not go on, and was failed for it.</param>
public sealed record TaskRun(BuildId Build, string Task, int Attempt, AttemptMemory? Memory = null, bool Abandoned = false)
{
    internal TaskAttempt Key => new(Build, Task, Attempt);
}

/// <summary>What a turn says.</summary>
/// <param name="Done">The attempt is over.</param>
/// <param name="WakeAt">When to look again without a nudge.</param>
/// <param name="Memory">For the next turn.</param>
public sealed record TaskTurn(bool Done, DateTimeOffset? WakeAt, AttemptMemory? Memory);

/// <summary>An attempt that cannot go on.</summary>
/// <param name="Run">The attempt.</param>
/// <param name="Message">Why.</param>
public sealed record TaskTrouble(TaskRun Run, string Message);
