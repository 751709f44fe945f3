namespace Signalbox.Core.Leases;

/// <summary>
/// Slots that several orchestrations share: a provider's capacity, a concurrency group, the builds of all queues. Leases expire, so
/// that a holder that vanished does not hold for ever; those who wait are remembered in order, and their places expire, too, so that
/// one that vanished does not stand in the way.
/// </summary>
/// <remarks>
/// Each call is one transaction on the group's partition. Nobody is nudged when a lease expires: whoever waits asks again before its
/// place expires, and finds out. The callers of a group pass the same limit.
/// </remarks>
public interface ISlotLeases
{
    /// <summary>
    /// Takes a slot of the group, or joins the end of its waiting line. Repeated by a holder it renews; repeated by one who waits it
    /// keeps its place. Granted when more slots are free than others wait before the caller: nobody takes a slot that somebody before
    /// it could have, and all who were nudged may ask in any order.
    /// </summary>
    /// <param name="group">One partition of the store: `provider:process`, `concurrency:acme/app:deploy`.</param>
    /// <param name="holder">An instance id: whom to nudge when a slot is free.</param>
    /// <param name="limit">How many slots the group has.</param>
    /// <param name="until">When the lease, or the place in the line, expires unless it is renewed.</param>
    /// <param name="cancellationToken">Before the write; after it the answer is given.</param>
    Task<SlotAnswer> AcquireAsync(string group, string holder, int limit, DateTimeOffset until, CancellationToken cancellationToken);

    /// <summary>Gives the slot, or the place in the line, back. Idempotent.</summary>
    /// <returns>Those in line who can have a slot now, in order: nudge them.</returns>
    Task<IReadOnlyList<string>> ReleaseAsync(string group, string holder, CancellationToken cancellationToken);
}

/// <summary>The answer to an acquire.</summary>
/// <param name="Granted">Whether the caller holds a slot now.</param>
/// <param name="Ahead">How many wait before the caller; 0 when granted.</param>
public sealed record SlotAnswer(bool Granted, int Ahead);
