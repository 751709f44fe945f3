using System.Text.Json.Serialization;

namespace Signalbox.Core.Builds;

/// <summary>The states of a build.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<BuildState>))]
public enum BuildState
{
    /// <summary>It is persisted.</summary>
    [JsonStringEnumMemberName("received")] Received,

    /// <summary>Its configuration is being read.</summary>
    [JsonStringEnumMemberName("planning")] Planning,

    /// <summary>Its stages run.</summary>
    [JsonStringEnumMemberName("executing")] Executing,

    /// <summary>It passed.</summary>
    [JsonStringEnumMemberName("succeeded")] Succeeded,

    /// <summary>It did not.</summary>
    [JsonStringEnumMemberName("failed")] Failed,

    /// <summary>We cancelled it.</summary>
    [JsonStringEnumMemberName("cancelled")] Cancelled,
}

/// <summary>The states of a stage.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<StageState>))]
public enum StageState
{
    /// <summary>A stage before it has not ended.</summary>
    [JsonStringEnumMemberName("waiting")] Waiting,

    /// <summary>Its tasks run.</summary>
    [JsonStringEnumMemberName("building")] Building,

    /// <summary>All its tasks passed, or there were none.</summary>
    [JsonStringEnumMemberName("succeeded")] Succeeded,

    /// <summary>One did not.</summary>
    [JsonStringEnumMemberName("failed")] Failed,

    /// <summary>We cancelled it.</summary>
    [JsonStringEnumMemberName("cancelled")] Cancelled,

    /// <summary>It never began.</summary>
    [JsonStringEnumMemberName("skipped")] Skipped,
}

/// <summary>The states of a task.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TaskState>))]
public enum TaskState
{
    /// <summary>Its stage has not begun.</summary>
    [JsonStringEnumMemberName("waiting")] Waiting,

    /// <summary>It may be scheduled.</summary>
    [JsonStringEnumMemberName("ready")] Ready,

    /// <summary>Another build's task stands in.</summary>
    [JsonStringEnumMemberName("delegated")] Delegated,

    /// <summary>The provider accepted it.</summary>
    [JsonStringEnumMemberName("scheduled")] Scheduled,

    /// <summary>The provider runs it.</summary>
    [JsonStringEnumMemberName("building")] Building,

    /// <summary>It passed.</summary>
    [JsonStringEnumMemberName("succeeded")] Succeeded,

    /// <summary>It did not.</summary>
    [JsonStringEnumMemberName("failed")] Failed,

    /// <summary>It never runs.</summary>
    [JsonStringEnumMemberName("skipped")] Skipped,

    /// <summary>We cancelled it.</summary>
    [JsonStringEnumMemberName("cancelled")] Cancelled,
}

/// <summary>Questions about states.</summary>
public static class StateExtensions
{
    /// <summary>Whether nothing more happens to the build.</summary>
    public static bool HasEnded(this BuildState state) => state >= BuildState.Succeeded;

    /// <summary>Whether nothing more happens to the stage.</summary>
    public static bool HasEnded(this StageState state) => state >= StageState.Succeeded;

    /// <summary>Whether nothing more happens to the task.</summary>
    public static bool HasEnded(this TaskState state) => state >= TaskState.Succeeded;
}
