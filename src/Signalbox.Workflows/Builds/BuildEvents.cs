using Signalbox.Core.Builds;
using Signalbox.Core.Events;

namespace Signalbox.Workflows.Builds;

/// <summary>The events that a build's own orchestration writes. Each happens once in a build, so type and subject are its identity.</summary>
/// <param name="build">The build, whose id is also the writer.</param>
/// <param name="at">When.</param>
internal sealed class BuildEvents(BuildId build, DateTimeOffset at)
{
    public PendingEvent OfBuild(EventType type, EventData? data = null) => Make(type, $"{type}", data);

    public PendingEvent OfStage(EventType type, string stage, EventData? data = null) =>
        Make(type, $"{type}/{stage}", data) with { Stage = stage };

    public PendingEvent OfTask(EventType type, BuildTask task, EventData? data = null) =>
        Make(type, $"{type}/{task.Name}", data) with { Stage = task.Stage, Task = task.Name };

    private PendingEvent Make(EventType type, string step, EventData? data) =>
        new() { Writer = build.Value, Step = step, At = at, Type = type, Data = data };
}
