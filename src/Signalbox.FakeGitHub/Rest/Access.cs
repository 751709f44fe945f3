using Signalbox.FakeGitHub.Apps;
using Signalbox.FakeGitHub.Repositories;
using Signalbox.FakeGitHub.Worlds;

namespace Signalbox.FakeGitHub.Rest;

/// <summary>Who may use a route.</summary>
/// <param name="Who">Which kind of token.</param>
/// <param name="Permissions">Permissions of an App, one of which is enough.</param>
/// <param name="Writes">They must be for writing.</param>
/// <param name="Role">What a person must be in the repository.</param>
internal sealed record Access(Audience Who, string[] Permissions, bool Writes, RepositoryRole Role)
{
    public static Access Anybody { get; } = new(Audience.Anybody, [], Writes: false, RepositoryRole.None);

    public static Access App { get; } = new(Audience.App, [], Writes: false, RepositoryRole.None);

    public static Access Installation { get; } = new(Audience.Installation, [], Writes: false, RepositoryRole.None);

    public static Access Person { get; } = new(Audience.Person, [], Writes: false, RepositoryRole.None);

    public static Access Read(params string[] permissions) => new(Audience.Repository, permissions, Writes: false, RepositoryRole.Read);

    public static Access Write(params string[] permissions) => new(Audience.Repository, permissions, Writes: true, RepositoryRole.Write);

    /// <summary>Writing that everybody who can read may do: comments, reactions, reviews, pull requests.</summary>
    public static Access Speak(params string[] permissions) => new(Audience.Repository, permissions, Writes: true, RepositoryRole.Read);

    /// <summary>Why not; null when it is all right.</summary>
    public Refusal? Problem(Caller caller, HostedRepository? repository) => (Who, caller) switch
    {
        (Audience.Anybody, _) => null,
        (Audience.App, Caller.AppItself) => null,
        (Audience.App, _) => new(401, "A JSON web token could not be decoded"),
        (Audience.Installation, Caller.Installed installed) => Suspension(installed),
        (Audience.Installation, _) => new(403, "Resource not accessible by personal access token"),
        (Audience.Person, Caller.Person) => null,
        (Audience.Person, Caller.Stranger) => new(401, "Requires authentication"),
        (Audience.Person, _) => new(403, "Resource not accessible by integration"),
        (_, Caller.Stranger) when Writes => new(401, "Requires authentication"),
        (_, Caller.Stranger) => repository!.IsPrivate ? Refusal.NotFound : null,
        (_, Caller.AppItself) => new(401, "Bad credentials"),
        (_, Caller.Installed installed) => Suspension(installed) ?? Installed(installed, repository!),
        (_, Caller.Person person) => PersonProblem(person, repository!),
        _ => new(403, "Forbidden"),
    };

    private static Refusal? Suspension(Caller.Installed caller) =>
        caller.Installation.SuspendedAt is null ? null : new(403, "This installation has been suspended");

    private Refusal? Installed(Caller.Installed caller, HostedRepository repository)
    {
        var isCovered = caller.Installation.Covers(repository) && caller.Token.Repositories?.Contains(repository.Id) != false;
        if (!isCovered && repository.IsPrivate) return Refusal.NotFound;
        var granted = Permissions.Any(name => caller.Token.Permissions.GetValueOrDefault(name) is { } level && (!Writes || level == "write"));
        // What is public can be read without the App being there.
        return (isCovered && granted) || (!isCovered && !Writes) ? null : new(403, "Resource not accessible by integration");
    }

    private Refusal? PersonProblem(Caller.Person person, HostedRepository repository)
    {
        var role = repository.RoleOf(person.Account);
        if (role == RepositoryRole.None) return Refusal.NotFound;
        if (Writes && Permissions is ["checks"]) return new(403, "You must authenticate via a GitHub App.");
        return role >= Role ? null : new(403, "Must have push access to repository");
    }
}

/// <summary>The kind of token that a route takes.</summary>
internal enum Audience
{
    Anybody,
    App,
    Installation,
    Person,
    Repository,
}
