using Signalbox.Core.Changes;
using Signalbox.Core.Forges;
using Signalbox.Git.Programs;
using Signalbox.Git.Repositories;

namespace Signalbox.Cli.Serving;

/// <summary>The repositories on disk that a service was started with.</summary>
internal sealed class ServedRepositories : IRepositories
{
    private readonly Dictionary<RepositoryName, Repository> byName;

    private ServedRepositories(Dictionary<RepositoryName, Repository> byName) => this.byName = byName;

    /// <summary>Looks at each directory.</summary>
    /// <returns>The repositories, or why not: one is none, or two have one name.</returns>
    public static async Task<(ServedRepositories? Found, string? Problem)> OpenAsync(IEnumerable<string> directories, CancellationToken cancellationToken)
    {
        var locator = new RepositoryLocator(new GitProgram(new GitOptions()));
        var found = new Dictionary<RepositoryName, Repository>();
        foreach (var directory in directories)
        {
            var location = await locator.LocateAsync(directory, cancellationToken);
            if (location is not RepositoryLocation.Found { Repository.Repository: var repository }) return (null, ((RepositoryLocation.NotFound)location).Message);
            if (found.TryGetValue(repository.Name, out var other) && other.Path != repository.Path)
                return (null, $"'{other.Path}' and '{repository.Path}' are both {repository.Name}: serve one of them, or give one another 'origin'.");
            found[repository.Name] = repository;
        }

        return (new(found), null);
    }

    /// <inheritdoc/>
    public Task<Repository?> FindAsync(RepositoryName name, CancellationToken cancellationToken) => Task.FromResult(byName.GetValueOrDefault(name));
}
