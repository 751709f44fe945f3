using System.Text.Json.Serialization;

namespace Signalbox.Core.Builds;

/// <summary>How a build ended (contract.md, `result`).</summary>
/// <param name="Kind">Which of the four.</param>
/// <param name="Reason">Of a failed one, `fail_fast` included (P9b needs it): the code of <see cref="BuildFailure"/>.</param>
/// <param name="Message">Of a failed one without a failed task: a sentence, for a plan error every problem on its line.</param>
/// <param name="Completed">How many tasks succeeded, delegated ones included.</param>
/// <param name="Failed">How many failed.</param>
/// <param name="Trigger">Of `fail_fast`: the task whose failure ended the others.</param>
public sealed record BuildResult(
    ResultKind Kind, string? Reason = null, string? Message = null, int Completed = 0, int Failed = 0, string? Trigger = null);

/// <summary>The kinds of result.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ResultKind>))]
public enum ResultKind
{
    /// <summary>All that counts succeeded.</summary>
    [JsonStringEnumMemberName("success")] Success,

    /// <summary>Something failed.</summary>
    [JsonStringEnumMemberName("failed")] Failed,

    /// <summary>Something failed and its siblings were cancelled for it.</summary>
    [JsonStringEnumMemberName("fail_fast")] FailFast,

    /// <summary>We cancelled it.</summary>
    [JsonStringEnumMemberName("cancelled")] Cancelled,
}

/// <summary>The codes of a failed build's reason, and of a task's where it is not the change's own failure.</summary>
public static class BuildFailure
{
    /// <summary>A task said no.</summary>
    public const string CheckFailed = "check_failed";

    /// <summary>A task ran out of its time.</summary>
    public const string Timeout = "timeout";

    /// <summary>The configuration, or the merge that it should be read from, is wrong.</summary>
    public const string PlanError = "plan_error";

    /// <summary>Somebody cancelled it in the CI (P5).</summary>
    public const string ProviderCancelled = "provider_cancelled";

    /// <summary>The provider could not be reached for too long (P1).</summary>
    public const string ProviderUnavailable = "provider_unavailable";

    /// <summary>Every attempt was lost (P10).</summary>
    public const string LostTooOften = "lost_too_often";

    /// <summary>We could not go on; the message says why.</summary>
    public const string InternalError = "internal_error";

    /// <summary>Whether the reason says nothing about the change (P9b).</summary>
    public static bool IsInfrastructure(string? reason) =>
        reason is ProviderCancelled or ProviderUnavailable or LostTooOften or InternalError;
}
