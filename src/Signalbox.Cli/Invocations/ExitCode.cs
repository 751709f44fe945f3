using Signalbox.Core.Builds;

namespace Signalbox.Cli.Invocations;

/// <summary>The exit codes of contract.md.</summary>
internal static class ExitCode
{
    /// <summary>All went well.</summary>
    public const int Success = 0;

    /// <summary>The build failed.</summary>
    public const int Failed = 1;

    /// <summary>Bad usage or configuration.</summary>
    public const int Usage = 2;

    /// <summary>Infrastructure trouble: it says nothing about the change.</summary>
    public const int Infrastructure = 3;

    /// <summary>Cancelled.</summary>
    public const int Cancelled = 130;

    /// <summary>The code of a build that has ended.</summary>
    public static int Of(BuildHead head) => head switch
    {
        { State: BuildState.Succeeded } => Success,
        { State: BuildState.Cancelled } => Cancelled,
        { Result.Reason: BuildFailure.PlanError } => Usage,
        { Result.Reason: BuildFailure.ProviderUnavailable or BuildFailure.LostTooOften } => Infrastructure,
        _ => Failed,
    };
}
