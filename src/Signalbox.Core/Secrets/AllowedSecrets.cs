using Signalbox.Core.Changes;

namespace Signalbox.Core.Secrets;

/// <summary>The host's rule (T1): a repository on disk may use every name that has a value, any other only the names that the host lists for it.</summary>
/// <param name="value">The value of a name; null or empty where there is none.</param>
/// <param name="values">All values.</param>
/// <param name="lists">For each listed repository its names.</param>
public sealed class AllowedSecrets(
    Func<string, string?> value, Func<IReadOnlyCollection<string>> values, ILookup<RepositoryName, string> lists) : ISecrets
{
    /// <inheritdoc/>
    public IReadOnlyCollection<string> Values => values();

    /// <inheritdoc/>
    public bool Has(Repository repository, string name) => Find(repository, name) is not null;

    /// <inheritdoc/>
    public string? Find(Repository repository, string name) =>
        (repository.IsLocal || lists[repository.Name].Contains(name, StringComparer.Ordinal)) && value(name) is { Length: > 0 } found ? found : null;
}
