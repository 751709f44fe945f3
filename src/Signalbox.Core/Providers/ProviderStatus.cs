using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Signalbox.Core.Results;

namespace Signalbox.Core.Providers;

/// <summary>What a provider says of one build at one moment.</summary>
/// <param name="State">Where it stands.</param>
/// <param name="Stopped">The provider is known to burn nothing more for it; true for a build that ended by itself.</param>
/// <param name="Metadata">Named strings, any may be absent: see <see cref="BuildMetadata"/>.</param>
/// <param name="Reports">Counts of the test reports that were collected, where there are any.</param>
public sealed record ProviderStatus(
    ProviderBuildState State,
    bool Stopped,
    ImmutableSortedDictionary<string, string>? Metadata = null,
    ReportCounts? Reports = null);

/// <summary>The names that <see cref="ProviderStatus.Metadata"/> uses.</summary>
public static class BuildMetadata
{
    /// <summary>A page for people.</summary>
    public const string BuildUrl = "build_url";

    /// <summary>The commit that the CI says it built.</summary>
    public const string CommitSha = "commit_sha";

    /// <summary>Whole milliseconds from start to end.</summary>
    public const string DurationMs = "duration_ms";

    /// <summary>The vendor's own word for the state.</summary>
    public const string ProviderState = "provider_state";
}

/// <summary>The states of a provider build (product.md); <see cref="Unknown"/> is never terminal and never a pass.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Accepted), "accepted"), JsonDerivedType(typeof(Running), "running")]
[JsonDerivedType(typeof(Succeeded), "succeeded"), JsonDerivedType(typeof(Failed), "failed")]
[JsonDerivedType(typeof(Cancelled), "cancelled"), JsonDerivedType(typeof(Lost), "lost"), JsonDerivedType(typeof(Unknown), "unknown")]
public abstract record ProviderBuildState
{
    private ProviderBuildState()
    {
    }

    /// <summary>Whether nothing more can come. A lost build has ended, too.</summary>
    [JsonIgnore]
    public bool IsTerminal => this is Succeeded or Failed or Cancelled or Lost;

    /// <summary>The CI took it and has not started it.</summary>
    public sealed record Accepted : ProviderBuildState;

    /// <summary>The CI works on it.</summary>
    public sealed record Running : ProviderBuildState;

    /// <summary>It passed.</summary>
    public sealed record Succeeded : ProviderBuildState;

    /// <summary>The change did not pass.</summary>
    /// <param name="Reason">For people: `exit 1`, `killed by SIGSEGV`.</param>
    public sealed record Failed(string Reason) : ProviderBuildState;

    /// <summary>It was cancelled, by us or in the CI: the reader knows which (P5).</summary>
    public sealed record Cancelled : ProviderBuildState;

    /// <summary>The provider lost it, which says nothing about the change (P10).</summary>
    /// <param name="Reason">For people: `agent lost`, `the host ended`.</param>
    /// <param name="OurCrash">Our own host's end: it interrupts but does not use up an attempt.</param>
    public sealed record Lost(string Reason, bool OurCrash = false) : ProviderBuildState;

    /// <summary>A word that the adapter does not know.</summary>
    /// <param name="VendorState">The word.</param>
    public sealed record Unknown(string VendorState) : ProviderBuildState;
}
