using System.Collections.Concurrent;
using System.Collections.Immutable;
using Signalbox.FakeGitHub.Accounts;
using Signalbox.FakeGitHub.Worlds;

namespace Signalbox.FakeGitHub.Apps;

/// <summary>Tokens that were given out, and who holds them.</summary>
internal sealed class TokenList(World world)
{
    public static readonly TimeSpan InstallationLife = TimeSpan.FromHours(1);

    /// <summary>Of a person's token that came from the App.</summary>
    public static readonly TimeSpan UserLife = TimeSpan.FromHours(8);

    private readonly ConcurrentDictionary<string, InstallationToken> installed = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (Account Account, DateTimeOffset? ExpiresAt)> people = new(StringComparer.Ordinal);

    /// <summary>Makes a token of an installation.</summary>
    /// <param name="installation">Whose.</param>
    /// <param name="permissions">What it may do.</param>
    /// <param name="repositories">Where; null for everywhere.</param>
    /// <param name="stateless">In the long format that GitHub rolls out.</param>
    public InstallationToken Issue(
        Installation installation, ImmutableSortedDictionary<string, string> permissions, ImmutableSortedSet<long>? repositories, bool stateless)
    {
        var value = stateless
            ? $"{world.Sequence.NextToken("ghs_", 120)}.{world.Sequence.NextToken("", 290)}.{world.Sequence.NextToken("", 104)}"
            : world.Sequence.NextToken("ghs_");
        return installed[value] = new(value, installation, permissions, repositories, world.Now + InstallationLife);
    }

    /// <summary>Makes a token of a person.</summary>
    public string Issue(Account account, string prefix = "ghp_", TimeSpan? life = null)
    {
        var value = world.Sequence.NextToken(prefix);
        people[value] = (account, life is { } time ? world.Now + time : null);
        return value;
    }

    public void Revoke(string value) => installed.TryRemove(value, out _);

    /// <summary>Who calls with this `Authorization`; null when the token is wrong, over, or its installation gone.</summary>
    public Caller? Find(string? authorization)
    {
        if (string.IsNullOrEmpty(authorization)) return new Caller.Stranger();
        var words = authorization.Split(' ', 2);
        if (words is not [var scheme, var token] || !(scheme.Equals("bearer", StringComparison.OrdinalIgnoreCase) || scheme.Equals("token", StringComparison.OrdinalIgnoreCase)))
            return null;
        if (installed.TryGetValue(token, out var issued))
        {
            return issued.ExpiresAt > world.Now && world.Installations.Find(issued.Installation.Id) is { } installation
                ? new Caller.Installed(installation, issued)
                : null;
        }

        if (people.TryGetValue(token, out var person))
            return person.ExpiresAt is null || person.ExpiresAt > world.Now ? new Caller.Person(person.Account, token) : null;
        return null;
    }
}
