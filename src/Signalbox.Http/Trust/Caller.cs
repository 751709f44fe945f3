using Signalbox.Core.Changes;
using Signalbox.Core.Trust;

namespace Signalbox.Http.Trust;

/// <summary>Who calls, and what they may do where.</summary>
/// <param name="name">Who: stands in events as the one who acted.</param>
public abstract class Caller(string name)
{
    /// <summary>Somebody of whom nothing is known and who may do nothing.</summary>
    public static Caller Nobody { get; } = new SameEverywhere("nobody", null);

    /// <summary>Who.</summary>
    public string Name { get; } = name;

    /// <summary>The role that they have whatever the repository; null where it depends on the repository, or there is none.</summary>
    public abstract Role? Everywhere { get; }

    /// <summary>A caller whose role is the same for every repository: a token, or whoever is on this machine.</summary>
    public static Caller With(string name, Role role) => new SameEverywhere(name, role);

    /// <summary>Whether they may do that in the repository.</summary>
    public async ValueTask<bool> MayAsync(Role role, RepositoryName repository, CancellationToken cancellationToken) =>
        await RoleOnAsync(repository, cancellationToken) is { } has && has >= role;

    /// <summary>Their role on a repository; null: none.</summary>
    protected abstract ValueTask<Role?> RoleOnAsync(RepositoryName repository, CancellationToken cancellationToken);

    private sealed class SameEverywhere(string name, Role? role) : Caller(name)
    {
        public override Role? Everywhere => role;

        protected override ValueTask<Role?> RoleOnAsync(RepositoryName repository, CancellationToken cancellationToken) => new(role);
    }
}
