using Signalbox.FakeGitHub.Accounts;
using Signalbox.FakeGitHub.Worlds;

namespace Signalbox.FakeGitHub.Repositories;

/// <summary>Makes repositories, forks and commits.</summary>
internal sealed class RepositoryCreation(World world)
{
    public async Task<Result<HostedRepository>> CreateAsync(
        string fullName, string branch, bool isPrivate, HostedRepository? parent, AccountKind ownerKind, CancellationToken cancellationToken)
    {
        if (fullName.Split('/') is not [var login, var name] || !IsName(login) || !IsName(name))
            return new Refusal(422, $"'{fullName}' is no repository: expected owner/name of letters, digits, '-', '_' and '.'.");
        if (world.Repositories.Find(fullName) is not null) return Refusal.Invalid("Repository", "name", "custom", "name already exists on this account");
        var id = world.Sequence.Next();
        // By id: a name that was deleted can come back with other objects.
        var git = await BareRepository.CreateAsync(world.Git, Path.Combine(world.Directory, $"{id}.git"), branch, cancellationToken);
        var repository = new HostedRepository(id, world.Accounts.Get(login, ownerKind), name, branch, git, world.Now) { IsPrivate = isPrivate, Parent = parent, PushedAt = world.Now };
        if (parent is not null) await git.RunAsync(cancellationToken, "fetch", "-q", "--no-write-fetch-head", "--", parent.Git.Directory, "+refs/heads/*:refs/heads/*");
        return world.Repositories.TryAdd(repository) ? repository : Refusal.Invalid("Repository", "name", "custom", "name already exists on this account");
    }

    /// <summary>Makes a commit on top of another one. A null text deletes the file.</summary>
    public async Task<string> CommitAsync(
        HostedRepository repository, string? parent, string message, IEnumerable<(string Path, string? Text)> files, Account author,
        CancellationToken cancellationToken)
    {
        var entries = new List<(string Path, string Mode, string? Sha)>();
        foreach (var (path, text) in files)
        {
            var blob = text is null ? null : await repository.Git.WriteBlobAsync(System.Text.Encoding.UTF8.GetBytes(text), cancellationToken);
            entries.Add((path, "100644", blob));
        }

        var tree = await repository.Git.WriteTreeAsync(parent, entries, cancellationToken);
        var signature = SignatureOf(author);
        return await repository.Git.WriteCommitAsync(tree, parent is null ? [] : [parent], message, signature, signature, cancellationToken);
    }

    public GitSignature SignatureOf(Account account) => new(account.Login, account.Email, world.Now);

    private static bool IsName(string text) =>
        text.Length > 0 && text is not ("." or "..") && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.');
}
