using Signalbox.Core.Builds;
using Signalbox.Core.Events;

namespace Signalbox.Workflows.Tasks;

/// <summary>Events that an attempt's orchestration writes. Each happens once in an attempt, so its type is its identity.</summary>
internal static class AttemptEvents
{
    public static PendingEvent Make(TaskAttempt key, BuildTask task, EventType type, DateTimeOffset at, EventData? data) => new()
    {
        Writer = key.InstanceId,
        Step = $"{type}",
        At = at,
        Type = type,
        Stage = task.Stage,
        Task = task.Name,
        Attempt = key.Attempt,
        Data = data,
    };
}
