using System.Collections.Immutable;

namespace Signalbox.Core.Plans;

/// <summary>`plan` or `queuePlan` as it is written: names of blueprints, nothing expanded.</summary>
/// <param name="FailFast">The first failure of a stage cancels its siblings.</param>
/// <param name="Stages">In order of execution.</param>
public sealed record StagedPlan(bool FailFast, ImmutableArray<Stage> Stages);

/// <summary>A stage as it is written.</summary>
/// <param name="Name">Unique in its plan.</param>
/// <param name="Tasks">Names of blueprints.</param>
public sealed record Stage(Located<string> Name, ImmutableArray<Located<string>> Tasks);
