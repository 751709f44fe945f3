namespace Signalbox.FakeGitHub.Faults;

/// <summary>What goes wrong with a request.</summary>
public abstract record Fault
{
    private Fault()
    {
    }

    /// <summary>The answer waits.</summary>
    /// <param name="By">How long, on the clock of the options.</param>
    public sealed record Slow(TimeSpan By) : Fault;

    /// <summary>The request has no effect and gets this status: 500, 502, 409, 422…</summary>
    /// <param name="Status">The status.</param>
    /// <param name="Message">`message` of the body.</param>
    public sealed record Refused(int Status, string Message = "Server Error") : Fault;

    /// <summary>The request has its effect, and its answer is lost.</summary>
    /// <param name="Status">What is answered in its place.</param>
    public sealed record LostAnswer(int Status = 502) : Fault;

    /// <summary>The request has its effect, and the connection breaks before the answer.</summary>
    public sealed record Disconnected : Fault;

    /// <summary>403 with `x-ratelimit-remaining: 0`: the hour's requests are used up.</summary>
    /// <param name="ResetIn">When there are new ones.</param>
    public sealed record PrimaryLimit(TimeSpan ResetIn) : Fault;

    /// <summary>403 for too many at once.</summary>
    /// <param name="RetryAfter">`Retry-After`; null leaves the header out, as GitHub sometimes does.</param>
    public sealed record SecondaryLimit(TimeSpan? RetryAfter) : Fault;

    /// <summary>A read answers what it answered before the last change.</summary>
    public sealed record StaleRead : Fault;
}
