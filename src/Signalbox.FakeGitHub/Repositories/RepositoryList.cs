using System.Collections.Concurrent;

namespace Signalbox.FakeGitHub.Repositories;

/// <summary>All repositories, by name in any case and by id.</summary>
internal sealed class RepositoryList
{
    private readonly ConcurrentDictionary<string, HostedRepository> byName = new(StringComparer.OrdinalIgnoreCase);

    public IEnumerable<HostedRepository> All => byName.Values.Where(one => !one.IsDeleted).OrderBy(one => one.Id);

    public HostedRepository? Find(string fullName) =>
        byName.GetValueOrDefault(fullName) is { IsDeleted: false } found ? found : null;

    public HostedRepository? Find(long id) => All.FirstOrDefault(one => one.Id == id);

    public bool TryAdd(HostedRepository repository) =>
        byName.TryAdd(repository.FullName, repository)
        || (byName.GetValueOrDefault(repository.FullName) is { IsDeleted: true } gone && byName.TryUpdate(repository.FullName, repository, gone));
}
