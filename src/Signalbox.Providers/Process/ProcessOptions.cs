using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using Signalbox.Providers.Process.Launch;

namespace Signalbox.Providers.Process;

/// <summary>The settings `Providers__Process__…`; README.md explains each.</summary>
public sealed class ProcessOptions
{
    /// <summary>How many tasks run at once. Default: the number of processors.</summary>
    [Range(1, 1024)]
    public int MaxParallel { get; init; } = Environment.ProcessorCount;

    /// <summary>A command that is put before `sh`, such as `bwrap …`; split at spaces, quotes keep them. Default: none.</summary>
    [CustomValidation(typeof(ProcessOptions), nameof(IsCommandPrefix))]
    public string? Isolation { get; init; }

    /// <summary>The longest log of a task in bytes; what comes after is dropped and the log says so.</summary>
    [Range(4096L, long.MaxValue)]
    public long MaxLogBytes { get; init; } = 256L * 1024 * 1024;

    /// <summary>How long a cancelled task may take to end before it is killed.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan KillGrace { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long output is read on when the task has ended and a process that it left behind holds the output open.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan DrainTime { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How many files a task may leave as artifacts and reports.</summary>
    [Range(0, 1_000_000)]
    public int MaxResultFiles { get; init; } = 10_000;

    /// <summary>How many bytes those may have together.</summary>
    [Range(0L, long.MaxValue)]
    public long MaxResultBytes { get; init; } = 1024L * 1024 * 1024;

    /// <summary>Checks <see cref="Isolation"/>.</summary>
    public static ValidationResult? IsCommandPrefix(string? text, ValidationContext context)
    {
        try
        {
            CommandPrefix.Parse(text);
            return ValidationResult.Success;
        }
        catch (FormatException e)
        {
            return new($"Providers__Process__Isolation: {e.Message} Example: bwrap --bind / / --unshare-pid --die-with-parent");
        }
    }
}

/// <summary>Validates <see cref="ProcessOptions"/> at start-up.</summary>
[OptionsValidator]
internal sealed partial class ProcessOptionsValidator : IValidateOptions<ProcessOptions>;
