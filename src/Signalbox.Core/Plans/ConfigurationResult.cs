using System.Collections.Immutable;

namespace Signalbox.Core.Plans;

/// <summary>What reading configuration files gives.</summary>
public abstract record ConfigurationResult
{
    private ConfigurationResult()
    {
    }

    /// <summary>Nothing is wrong with the files.</summary>
    /// <param name="Configuration">What they say, defaults filled in.</param>
    public sealed record Valid(Configuration Configuration) : ConfigurationResult;

    /// <summary>Something is wrong.</summary>
    /// <param name="Problems">At least one, ordered by place.</param>
    public sealed record Invalid(ImmutableArray<ConfigurationProblem> Problems) : ConfigurationResult;
}

/// <summary>What planning gives.</summary>
public abstract record PlanResult
{
    private PlanResult()
    {
    }

    /// <summary>A plan that can be persisted and run.</summary>
    /// <param name="Plan">The plan.</param>
    public sealed record Planned(ConstructionPlan Plan) : PlanResult;

    /// <summary>No plan can be made: the build fails with `plan_error`.</summary>
    /// <param name="Problems">At least one, ordered by place.</param>
    public sealed record Refused(ImmutableArray<ConfigurationProblem> Problems) : PlanResult;
}
