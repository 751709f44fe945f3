using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Signalbox.Core.Changes;

/// <summary>A change and what a build does with it. In a list, order matters.</summary>
/// <param name="Uris">The change: ordered, not empty, canonical (<see cref="ChangeUri"/>).</param>
/// <param name="Action">Apply it, or apply and test it.</param>
public sealed record BuildChange(ImmutableArray<ChangeUri> Uris, ChangeAction Action);

/// <summary>What a build does with a change.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ChangeAction>))]
public enum ChangeAction
{
    /// <summary>No action was given; a provider refuses it (P2).</summary>
    [JsonStringEnumMemberName("unknown")]
    Unknown,

    /// <summary>Put it on the base, no tests.</summary>
    [JsonStringEnumMemberName("apply")]
    Apply,

    /// <summary>Apply it, then test what it changed against the change before it.</summary>
    [JsonStringEnumMemberName("validate")]
    Validate,
}
