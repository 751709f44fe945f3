using System.Collections.Immutable;

namespace Signalbox.FakeGitHub.Repositories;

/// <summary>The classic protection of a branch, as far as it decides what may land.</summary>
public sealed record BranchProtection
{
    /// <summary>Contexts of statuses or names of check runs that must have passed.</summary>
    public ImmutableArray<RequiredCheck> RequiredChecks { get; init; } = [];

    /// <summary>The head must contain the base's tip.</summary>
    public bool Strict { get; init; }

    /// <summary>How many approvals a pull request needs; null when changes need no pull request.</summary>
    public int? RequiredApprovals { get; init; }

    /// <summary>An approval ends with the next push.</summary>
    public bool DismissStaleReviews { get; init; }

    /// <summary>Code owners must approve; reported, not computed.</summary>
    public bool RequireCodeOwnerReviews { get; init; }

    /// <summary>Administrators are bound, too.</summary>
    public bool EnforceAdmins { get; init; }

    /// <summary>The tip may be replaced by a commit that does not descend from it.</summary>
    public bool AllowForcePushes { get; init; }

    /// <summary>The branch may be deleted.</summary>
    public bool AllowDeletions { get; init; }

    /// <summary>No merge commits.</summary>
    public bool RequireLinearHistory { get; init; }

    /// <summary>Logins of users and slugs of Apps that alone may push; null when everybody with write access may.</summary>
    public ImmutableArray<string>? MayPush { get; init; }
}

/// <summary>A check that a branch asks for.</summary>
/// <param name="Context">The status's context or the check run's name.</param>
/// <param name="AppId">The App that must have reported it; null for any.</param>
public sealed record RequiredCheck(string Context, long? AppId = null);
