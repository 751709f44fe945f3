namespace Signalbox.GitHub.Api.Limits;

/// <summary>What GitHub's headers say about one hourly limit (`core`, `graphql`).</summary>
/// <param name="Limit">Calls, or points, an hour.</param>
/// <param name="Remaining">What is left of them.</param>
/// <param name="Reset">When the hour begins anew.</param>
internal sealed record PrimaryLimit(int Limit, int Remaining, DateTimeOffset Reset)
{
    /// <summary>Both may be known from answers that overtook each other: of one hour the smaller rest is the later word.</summary>
    public PrimaryLimit After(PrimaryLimit? before) =>
        before is null || Reset > before.Reset || (Reset == before.Reset && Remaining <= before.Remaining) ? this : before;

    /// <summary>When a call may be made that leaves a part of the limit to others.</summary>
    public DateTimeOffset FreeAt(double reserve, DateTimeOffset now) => Reset <= now || Remaining > Limit * reserve ? now : Reset;
}
