using System.Collections.Immutable;
using System.Text.Json;
using Signalbox.Core.Providers;

namespace Signalbox.Providers.Process;

/// <summary>The keys of the process provider.</summary>
public sealed class ProcessSettings : IProviderSettings
{
    /// <summary>The provider's word in configuration.</summary>
    public const string ProviderName = "process";

    /// <summary>The key of the script.</summary>
    public const string Run = "run";

    /// <inheritdoc/>
    public string Provider => ProviderName;

    /// <inheritdoc/>
    public ImmutableArray<ProviderKey> Keys { get; } =
    [
        new(Run, ProviderKeyKind.Text, "The script of the task, run by `sh -euc` in a clean checkout of the exact commit.", Required: true),
    ];

    /// <inheritdoc/>
    public IEnumerable<ProviderKeyProblem> Validate(IReadOnlyDictionary<string, JsonElement> settings)
    {
        if (string.IsNullOrWhiteSpace(settings[Run].GetString()))
            yield return new(Run, "the script is empty; a task that does nothing runs 'true'");
    }
}
