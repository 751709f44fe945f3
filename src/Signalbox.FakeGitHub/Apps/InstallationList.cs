using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Signalbox.FakeGitHub.Accounts;
using Signalbox.FakeGitHub.Repositories;
using Signalbox.FakeGitHub.Shapes;
using Signalbox.FakeGitHub.Worlds;

namespace Signalbox.FakeGitHub.Apps;

/// <summary>Where the App is installed.</summary>
internal sealed class InstallationList(World world)
{
    private readonly ConcurrentDictionary<long, Installation> installations = new();

    public IEnumerable<Installation> All => installations.Values.OrderBy(one => one.Id);

    public Installation? Find(long id) => installations.GetValueOrDefault(id);

    public Installation? Of(Account account) => All.FirstOrDefault(one => one.Account.Id == account.Id);

    public Installation? Covering(HostedRepository repository) => All.FirstOrDefault(one => one.Covers(repository));

    public IEnumerable<HostedRepository> RepositoriesOf(Installation installation) => world.Repositories.All.Where(installation.Covers);

    /// <summary>Installs the App for an account, or changes what it covers.</summary>
    /// <param name="account">The owner of the repositories.</param>
    /// <param name="repositories">Which of them; null for all.</param>
    public Installation Install(Account account, IEnumerable<HostedRepository>? repositories)
    {
        var selected = repositories?.Select(one => one.Id).ToImmutableSortedSet();
        if (Of(account) is { } existing) return Select(existing, selected);
        var installation = new Installation(world.Sequence.Next(), world.App, account, world.App.Permissions, world.Now) { Repositories = selected };
        installations[installation.Id] = installation;
        Announce(installation, "created", account, Covered(installation));
        return installation;
    }

    public void Remove(Installation installation, Account actor)
    {
        var covered = Covered(installation);
        if (installations.TryRemove(installation.Id, out _)) Announce(installation, "deleted", actor, covered);
    }

    public void Suspend(Installation installation, Account actor, bool suspended)
    {
        var changed = installation with
        {
            SuspendedAt = suspended ? world.Now : null,
            SuspendedBy = suspended ? actor : null,
            UpdatedAt = world.Now,
        };
        installations[installation.Id] = changed;
        Announce(changed, suspended ? "suspend" : "unsuspend", actor, Covered(changed));
    }

    private Installation Select(Installation installation, ImmutableSortedSet<long>? selected)
    {
        var before = RepositoriesOf(installation).ToList();
        var changed = installation with { Repositories = selected, UpdatedAt = world.Now };
        installations[installation.Id] = changed;
        var after = RepositoriesOf(changed).ToList();
        if (after.Except(before).ToList() is { Count: > 0 } added) AnnounceRepositories(changed, "added", added);
        if (before.Except(after).ToList() is { Count: > 0 } removed) AnnounceRepositories(changed, "removed", removed);
        return changed;
    }

    private JsonArray Covered(Installation installation) =>
        new([.. RepositoriesOf(installation).Select(RepositoryShapes.Brief)]);

    private void Announce(Installation installation, string action, Account sender, JsonArray repositories)
    {
        var payload = new JsonObject
        {
            ["action"] = action,
            ["installation"] = AppShapes.Installation(world, installation),
            ["repositories"] = repositories,
            ["sender"] = AccountShapes.Simple(world, sender),
        };
        world.Hooks.Emit("installation", action, installation.Id, null, payload);
    }

    private void AnnounceRepositories(Installation installation, string action, List<HostedRepository> repositories)
    {
        JsonArray changed = new([.. repositories.Select(RepositoryShapes.Brief)]);
        world.Hooks.Emit("installation_repositories", action, installation.Id, null, new()
        {
            ["action"] = action,
            ["installation"] = AppShapes.Installation(world, installation),
            ["repository_selection"] = installation.Selection,
            ["repositories_added"] = action == "added" ? changed : [],
            ["repositories_removed"] = action == "removed" ? changed : [],
            ["requester"] = null,
            ["sender"] = AccountShapes.Simple(world, installation.Account),
        });
    }
}
