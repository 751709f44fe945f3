using System.Text.Json;

namespace Signalbox.Core.Facts;

/// <summary>
/// Facts for an orchestration instance, stored before it is nudged: an approval, a cancel, a finished build. Every turn decides from
/// all of them, so a lost or repeated nudge does no harm. One partition per instance.
/// </summary>
public interface IInbox
{
    /// <summary>Stores a fact; one of the same identity is left as it is. A removed identity is unknown again.</summary>
    /// <returns>False when it was there already.</returns>
    Task<bool> PutAsync(string instance, Fact fact, CancellationToken cancellationToken);

    /// <summary>
    /// The instance's facts in the order of (<see cref="Fact.At"/>, <see cref="Fact.Id"/>), ordinally: the same for everybody who reads.
    /// The order of their arrival would cost a partitioned store a counter that all writers fight for.
    /// </summary>
    Task<IReadOnlyList<Fact>> ReadAsync(string instance, CancellationToken cancellationToken);

    /// <summary>Forgets facts that have been decided upon, each by itself; unknown ones are ignored.</summary>
    Task RemoveAsync(string instance, IReadOnlyCollection<string> ids, CancellationToken cancellationToken);
}

/// <summary>Something that happened.</summary>
/// <param name="Id">Its identity within the instance, at most 200 characters: a repeated put of it is a no-op.</param>
/// <param name="Kind">What it is: `cancel`, `approval`.</param>
/// <param name="At">When.</param>
/// <param name="Data">Its details, small (an Azure table's property takes 32,000 characters).</param>
public sealed record Fact(string Id, string Kind, DateTimeOffset At, JsonElement Data);
