using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Security.Cryptography;
using System.Text;
using Signalbox.Core.Builds;

namespace Signalbox.Workflows.Builds;

/// <summary>
/// Spans and metrics of builds, named by the OpenTelemetry conventions for CI/CD (`cicd.*`, 1.44). Spans are made when their subject
/// has ended, from its stored times, so that a replay makes none twice; a crash just behind the event loses its span, not the event.
/// </summary>
public static class BuildTelemetry
{
    /// <summary>The name of the activity source and of the meter.</summary>
    public const string SourceName = "Signalbox.Builds";

    private static readonly ActivitySource Source = new(SourceName);
    private static readonly Meter Meter = new(SourceName);
    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>("cicd.pipeline.run.duration", "s");
    private static readonly UpDownCounter<long> Active = Meter.CreateUpDownCounter<long>("cicd.pipeline.run.active", "{run}");
    private static readonly Counter<long> SystemErrors = Meter.CreateCounter<long>("cicd.system.errors", "{error}");
    private static readonly Counter<long> Errors = Meter.CreateCounter<long>("cicd.pipeline.run.errors", "{error}");

    /// <summary>A build has a plan. Counted by the process that planned it, and taken back by the one that ends it.</summary>
    internal static void Started(BuildHead head) => Active.Add(1, ActiveTags(head));

    /// <summary>A build has ended.</summary>
    internal static void Ended(BuildHead head)
    {
        var (started, ended) = (head.StartedAt ?? head.CreatedAt, head.EndedAt ?? head.CreatedAt);
        var name = head.Request.Repository.Name.Value;
        var tags = new TagList
        {
            { "cicd.pipeline.name", name },
            { "cicd.pipeline.run.state", "executing" },
            { "cicd.pipeline.result", Result(head.Result) },
        };
        if (head.Result?.Reason is { } reason) tags.Add("error.type", reason);
        if (head.StartedAt is not null) Active.Add(-1, ActiveTags(head));
        Duration.Record((ended - started).TotalSeconds, tags);
        if (BuildFailure.IsInfrastructure(head.Result?.Reason))
            Errors.Add(1, new("cicd.pipeline.name", name), new("error.type", head.Result!.Reason));
        using var span = Source.StartActivity($"BUILD {name}", ActivityKind.Server, Trace(head.Id), tags, startTime: started);
        span?.SetTag("cicd.pipeline.run.id", head.Id.Value).SetTag("vcs.ref.head.revision", head.Request.Sha.Value)
            .SetTag("vcs.repository.name", head.Request.Repository.Name.Name).SetTag("vcs.owner.name", head.Request.Repository.Name.Owner);
        span?.SetEndTime(ended.UtcDateTime);
    }

    /// <summary>A task has its outcome.</summary>
    internal static void Ended(BuildId build, BuildTask task)
    {
        if (task.State == TaskState.Failed && BuildFailure.IsInfrastructure(task.Reason))
            SystemErrors.Add(1, new("cicd.system.component", "task"), new("error.type", task.Reason));
        if (task.Current is not { EndedAt: { } ended } attempt) return;
        using var span = Source.StartActivity(task.Name, ActivityKind.Internal, Trace(build), startTime: attempt.StartedAt ?? attempt.ScheduledAt);
        span?.SetTag("cicd.pipeline.task.name", task.Name).SetTag("cicd.pipeline.task.run.id", attempt.ProviderBuild)
            .SetTag("cicd.pipeline.task.run.result", Result(task));
        span?.SetEndTime(ended.UtcDateTime);
    }

    private static TagList ActiveTags(BuildHead head) => new()
    {
        { "cicd.pipeline.name", head.Request.Repository.Name.Value },
        { "cicd.pipeline.run.state", "executing" },
    };

    // One trace per build, derived from its id, so that spans made by different hosts meet.
    private static ActivityContext Trace(BuildId build)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(build.Value));
        return new(ActivityTraceId.CreateFromBytes(hash.AsSpan(0, 16)), ActivitySpanId.CreateFromBytes(hash.AsSpan(16, 8)), ActivityTraceFlags.Recorded);
    }

    private static string Result(BuildTask task) => task.State switch
    {
        TaskState.Succeeded => "success",
        TaskState.Cancelled => "cancellation",
        TaskState.Skipped => "skip",
        _ when task.Reason == BuildFailure.Timeout => "timeout",
        _ when BuildFailure.IsInfrastructure(task.Reason) => "error",
        _ => "failure",
    };

    private static string Result(BuildResult? result) => result switch
    {
        { Kind: ResultKind.Success } => "success",
        { Kind: ResultKind.Cancelled } => "cancellation",
        { Reason: BuildFailure.Timeout } => "timeout",
        { Reason: var reason } when BuildFailure.IsInfrastructure(reason) => "error",
        _ => "failure",
    };
}
