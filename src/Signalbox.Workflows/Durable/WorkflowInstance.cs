using System.Text.Json;
using System.Text.Json.Serialization;

namespace Signalbox.Workflows.Durable;

/// <summary>An orchestration instance as operators see it.</summary>
public sealed record WorkflowInstance
{
    /// <summary>Its id.</summary>
    public required string InstanceId { get; init; }

    /// <summary>Its orchestrator.</summary>
    public required string Orchestrator { get; init; }

    /// <summary>Where it stands.</summary>
    public required WorkflowStatus Status { get; init; }

    /// <summary>When it was started, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it last did something, UTC.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The output, JSON, of a completed one.</summary>
    public JsonElement? Output { get; init; }

    /// <summary>What it last said of itself, JSON.</summary>
    public JsonElement? CustomStatus { get; init; }

    /// <summary>Why it failed or was terminated.</summary>
    public WorkflowFailure? Failure { get; init; }

    /// <summary>Whether nothing more happens to it.</summary>
    [JsonIgnore]
    public bool HasEnded => Status is WorkflowStatus.Completed or WorkflowStatus.Failed or WorkflowStatus.Terminated;
}

/// <summary>The Durable Task SDK's runtime statuses, less those that are obsolete.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<WorkflowStatus>))]
public enum WorkflowStatus
{
    /// <summary>Started, and has not run yet.</summary>
    [JsonStringEnumMemberName("pending")]
    Pending,

    /// <summary>Has run, and waits or works.</summary>
    [JsonStringEnumMemberName("running")]
    Running,

    /// <summary>Returned.</summary>
    [JsonStringEnumMemberName("completed")]
    Completed,

    /// <summary>Threw.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,

    /// <summary>Was ended from outside.</summary>
    [JsonStringEnumMemberName("terminated")]
    Terminated,
}
