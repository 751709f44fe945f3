using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Signalbox.Workflows.Durable;

/// <summary>The names under which workflows report: the one place to listen to, for either host.</summary>
public static class WorkflowTelemetry
{
    /// <summary>Of the activity source and the meter.</summary>
    public const string Name = "Signalbox.Workflows";

    /// <summary>The tag that carries an orchestrator's or activity's name.</summary>
    public const string TaskTag = "signalbox.workflow.task";

    /// <summary>The tag that carries an instance's id.</summary>
    public const string InstanceTag = "signalbox.workflow.instance";

    /// <summary>The tag that says whether something succeeded: `true` or `false`.</summary>
    public const string SuccessTag = "signalbox.workflow.success";

    private static readonly Meter Meter = new(Name);

    /// <summary>Spans of turns and activities.</summary>
    public static ActivitySource Source { get; } = new(Name);

    /// <summary>Turns run.</summary>
    public static Counter<long> Turns { get; } = Meter.CreateCounter<long>("signalbox.workflow.turns", "{turn}");

    /// <summary>Instances that ended, by success.</summary>
    public static Counter<long> Ended { get; } = Meter.CreateCounter<long>("signalbox.workflow.ended", "{instance}");

    /// <summary>How long activities took, by name and success.</summary>
    public static Histogram<double> ActivityDuration { get; } = Meter.CreateHistogram<double>("signalbox.workflow.activity.duration", "s");
}
