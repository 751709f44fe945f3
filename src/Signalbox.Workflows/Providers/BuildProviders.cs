using Signalbox.Core.Providers;

namespace Signalbox.Workflows.Providers;

/// <summary>The host's providers by the word for them in configuration.</summary>
public sealed class BuildProviders(IEnumerable<IBuildProvider> providers)
{
    private readonly Dictionary<string, IBuildProvider> byName = providers.ToDictionary(provider => provider.Name, StringComparer.Ordinal);

    /// <summary>All of them.</summary>
    public IReadOnlyCollection<IBuildProvider> All => byName.Values;

    /// <summary>The provider; null when this host has none of that name.</summary>
    public IBuildProvider? Find(string name) => byName.GetValueOrDefault(name);

    /// <summary>The provider of a task that was planned here.</summary>
    /// <exception cref="Core.Failures.InvalidRequestException">This host has none of that name, though the planning one had.</exception>
    public IBuildProvider Get(string name) => Find(name) ?? throw new Core.Failures.InvalidRequestException(
        $"This host has no build provider '{name}'; it has {string.Join(", ", byName.Keys.Order(StringComparer.Ordinal))}.");
}
