using System.Collections.Concurrent;
using Signalbox.FakeGitHub.Worlds;

namespace Signalbox.FakeGitHub.Accounts;

/// <summary>All accounts. A script that names somebody new brings them into being.</summary>
internal sealed class AccountList(Sequence sequence, TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, Account> accounts = new(StringComparer.OrdinalIgnoreCase);

    public IEnumerable<Account> All => accounts.Values.OrderBy(account => account.Id);

    public Account? Find(string login) => accounts.GetValueOrDefault(login);

    public Account User(string login) => Get(login, AccountKind.User);

    public Account Get(string login, AccountKind kind) =>
        accounts.GetOrAdd(login, name => new(sequence.Next(), name, kind, clock.GetUtcNow()));
}
