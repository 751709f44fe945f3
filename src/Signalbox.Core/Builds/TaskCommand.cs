using Signalbox.Core.Results;

namespace Signalbox.Core.Builds;

/// <summary>What an attempt does next: exactly one thing.</summary>
public abstract record TaskCommand
{
    private TaskCommand()
    {
    }

    /// <summary>Nothing until the time, or a nudge.</summary>
    public sealed record Wait(DateTimeOffset Until) : TaskCommand;

    /// <summary>Ask for a person's approval.</summary>
    public sealed record RequestApproval : TaskCommand;

    /// <summary>Record a person's approval.</summary>
    public sealed record Approve(string By) : TaskCommand;

    /// <summary>See whether another build produces, or has produced, the same thing.</summary>
    public sealed record SeekDelegate : TaskCommand;

    /// <summary>See what became of the attempt that stands in.</summary>
    public sealed record LookAtDelegate : TaskCommand;

    /// <summary>Take, or wait in line for, the slots it needs.</summary>
    public sealed record TakeSlots : TaskCommand;

    /// <summary>Give it to the provider.</summary>
    public sealed record Schedule : TaskCommand;

    /// <summary>The provider runs it.</summary>
    public sealed record Start : TaskCommand;

    /// <summary>It passed.</summary>
    public sealed record Succeed(ReportCounts? Reports) : TaskCommand;

    /// <summary>It failed for good.</summary>
    public sealed record Fail(string Reason, string? Message = null, ReportCounts? Reports = null) : TaskCommand;

    /// <summary>It was lost; with attempts left the next one begins.</summary>
    public sealed record Interrupt(string Reason, bool OurCrash, int AttemptsLeft) : TaskCommand;

    /// <summary>Its tests failed and it is tried again.</summary>
    public sealed record Retry(string Reason, int RetriesLeft) : TaskCommand;

    /// <summary>Ask the provider to stop.</summary>
    public sealed record CancelProvider : TaskCommand;

    /// <summary>The provider said something that no longer counts.</summary>
    public sealed record RecordLateResult(string Claimed) : TaskCommand;

    /// <summary>The cancelled provider build is known to burn nothing more.</summary>
    public sealed record RecordStopped : TaskCommand;

    /// <summary>The attempt is over: give back what it holds, tell who waits.</summary>
    public sealed record Finish : TaskCommand;
}
