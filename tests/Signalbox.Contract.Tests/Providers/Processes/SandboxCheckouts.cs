using Signalbox.Core.Changes;
using Signalbox.Core.Forges;
using Signalbox.Testing.Git;

namespace Signalbox.Contract.Tests.Providers.Processes;

/// <summary>Checkouts by plain git in the sandbox; a test may make them fail or wait.</summary>
internal sealed class SandboxCheckouts(GitSandbox sandbox) : ICheckouts
{
    private readonly Lock gate = new();

    /// <summary>Called before each checkout.</summary>
    public Func<CancellationToken, Task> Before { get; set; } = _ => Task.CompletedTask;

    public async Task<IReadOnlyList<string>> CreateAsync(
        Repository repository, CommitSha commit, string directory, CancellationToken cancellationToken)
    {
        await Before(cancellationToken);
        lock (gate)
        {
            try
            {
                sandbox.Git("cat-file", "-e", commit + "^{commit}");
            }
            catch (InvalidOperationException e)
            {
                throw new CheckoutException($"The repository has no commit {commit}.", e) { CommitMissing = true };
            }

            sandbox.GitIn(sandbox.Root, "clone", "-q", "--shared", "--no-checkout", "--", repository.Path!, directory);
            sandbox.GitIn(directory, "checkout", "-q", "--detach", commit.Value);
        }

        return [];
    }
}
