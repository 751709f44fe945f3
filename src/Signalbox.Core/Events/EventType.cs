using System.Text.Json;
using System.Text.Json.Serialization;

namespace Signalbox.Core.Events;

/// <summary>The types of a build's events, as product.md's table of states names them.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<EventType>))]
public enum EventType
{
    /// <summary>First of every build.</summary>
    [JsonStringEnumMemberName("BUILD_RECEIVED")] BuildReceived,

    /// <summary>The configuration is being read.</summary>
    [JsonStringEnumMemberName("BUILD_PLANNING")] BuildPlanning,

    /// <summary>One per task; carries its target key.</summary>
    [JsonStringEnumMemberName("TASK_PLANNED")] TaskPlanned,

    /// <summary>The plan is whole; carries the stages' names in order.</summary>
    [JsonStringEnumMemberName("BUILD_START")] BuildStart,

    /// <summary>A stage begins; its tasks are ready.</summary>
    [JsonStringEnumMemberName("STAGE_START")] StageStart,

    /// <summary>A stage never begins.</summary>
    [JsonStringEnumMemberName("STAGE_SKIPPED")] StageSkipped,

    /// <summary>A stage ended; carries its state.</summary>
    [JsonStringEnumMemberName("STAGE_COMPLETE")] StageComplete,

    /// <summary>A task never runs; carries why.</summary>
    [JsonStringEnumMemberName("TASK_SKIPPED")] TaskSkipped,

    /// <summary>Another build's task stands in (B9).</summary>
    [JsonStringEnumMemberName("TASK_DELEGATED")] TaskDelegated,

    /// <summary>The provider accepted an attempt.</summary>
    [JsonStringEnumMemberName("TASK_SCHEDULED")] TaskScheduled,

    /// <summary>The provider runs it.</summary>
    [JsonStringEnumMemberName("TASK_START")] TaskStart,

    /// <summary>The outcome is known; TASK_SUCCESS or TASK_FAIL follows at once.</summary>
    [JsonStringEnumMemberName("TASK_COMPLETE")] TaskComplete,

    /// <summary>It passed; carries the target key.</summary>
    [JsonStringEnumMemberName("TASK_SUCCESS")] TaskSuccess,

    /// <summary>It did not; carries the reason.</summary>
    [JsonStringEnumMemberName("TASK_FAIL")] TaskFail,

    /// <summary>The provider, or the build it was delegated to, lost it (P10).</summary>
    [JsonStringEnumMemberName("TASK_INTERRUPTED")] TaskInterrupted,

    /// <summary>A test failed and is tried again.</summary>
    [JsonStringEnumMemberName("TASK_RETRIED")] TaskRetried,

    /// <summary>It waits for a person.</summary>
    [JsonStringEnumMemberName("TASK_APPROVAL_REQUESTED")] TaskApprovalRequested,

    /// <summary>A person allowed it.</summary>
    [JsonStringEnumMemberName("TASK_APPROVED")] TaskApproved,

    /// <summary>We cancelled it.</summary>
    [JsonStringEnumMemberName("TASK_CANCELLED")] TaskCancelled,

    /// <summary>Everything has ended; the build's outcome follows at once.</summary>
    [JsonStringEnumMemberName("BUILD_COMPLETE")] BuildComplete,

    /// <summary>The last word: it passed.</summary>
    [JsonStringEnumMemberName("BUILD_SUCCESS")] BuildSuccess,

    /// <summary>The last word: it did not.</summary>
    [JsonStringEnumMemberName("BUILD_FAIL")] BuildFail,

    /// <summary>The last word: we cancelled it.</summary>
    [JsonStringEnumMemberName("BUILD_CANCELLED")] BuildCancelled,

    /// <summary>A provider said something that no longer counts (P6).</summary>
    [JsonStringEnumMemberName("PROVIDER_LATE_RESULT")] ProviderLateResult,

    /// <summary>A provider refused a cancel; the work goes on (P4).</summary>
    [JsonStringEnumMemberName("PROVIDER_CANCEL_ERROR")] ProviderCancelError,

    /// <summary>A cancelled provider build is known to burn nothing more.</summary>
    [JsonStringEnumMemberName("PROVIDER_STOPPED")] ProviderStopped,

    /// <summary>A plugin failed, and nothing else did (B6).</summary>
    [JsonStringEnumMemberName("PLUGIN_ERROR")] PluginError,

    /// <summary>A forge accepted a report.</summary>
    [JsonStringEnumMemberName("REPORT_POSTED")] ReportPosted,
}

/// <summary>Event types as words.</summary>
public static class EventTypeExtensions
{
    /// <summary>The word of contract.md, `TASK_START`: the one of logs, API and messages.</summary>
    public static string Word(this EventType type) => JsonSerializer.SerializeToElement(type).GetString()!;
}
