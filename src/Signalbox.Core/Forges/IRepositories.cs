using Signalbox.Core.Changes;

namespace Signalbox.Core.Forges;

/// <summary>The repositories that a service serves; what is asked for by name is found here, and nothing else is built by name.</summary>
public interface IRepositories
{
    /// <summary>The repository of that name; null when this source has none.</summary>
    Task<Repository?> FindAsync(RepositoryName name, CancellationToken cancellationToken);
}
