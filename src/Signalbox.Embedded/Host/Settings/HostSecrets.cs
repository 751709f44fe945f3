using Microsoft.Extensions.Configuration;
using Signalbox.Core.Changes;
using Signalbox.Core.Secrets;

namespace Signalbox.Embedded.Host.Settings;

/// <summary>Secrets from the settings `Secrets__{NAME}` and `Repositories__{n}__Secrets__{m}`.</summary>
public static class HostSecrets
{
    /// <summary>Reads who may use which names; values are read when they are used.</summary>
    /// <exception cref="SettingsException">A repository's name is not `owner/name`.</exception>
    public static ISecrets From(IConfiguration settings)
    {
        var values = settings.GetSection("Secrets");
        // The environment's provider reads `__` as the separator of sections, also inside a secret's name.
        return new AllowedSecrets(
            name => name.Contains(ConfigurationPath.KeyDelimiter, StringComparison.Ordinal)
                ? null
                : values[name] ?? values[name.Replace("__", ConfigurationPath.KeyDelimiter, StringComparison.Ordinal)],
            () => [.. values.AsEnumerable().Select(pair => pair.Value).OfType<string>().Where(value => value.Length > 0)],
            settings.GetSection("Repositories").GetChildren().SelectMany(Listed).ToLookup(pair => pair.Repository, pair => pair.Name));
    }

    private static IEnumerable<(RepositoryName Repository, string Name)> Listed(IConfigurationSection entry)
    {
        if (!RepositoryName.TryParse(entry["Name"], null, out var repository))
        {
            var setting = $"{entry.Path}:Name".Replace(ConfigurationPath.KeyDelimiter, "__", StringComparison.Ordinal);
            throw new SettingsException($"The setting '{setting}' is '{entry["Name"]}'. It has to be a repository, such as acme/app.");
        }

        return entry.GetSection("Secrets").GetChildren().Select(name => (repository, name.Value ?? ""));
    }
}
