using Signalbox.Core.Changes;
using Signalbox.Core.Forges;
using Signalbox.Git.Checkouts;
using Signalbox.Git.Programs;
using Signalbox.Testing.Git;

namespace Signalbox.Contract.Tests.Providers.Processes;

/// <summary>The product's checkouts of the sandbox; a test may make them fail or wait.</summary>
internal sealed class SandboxCheckouts(GitSandbox sandbox) : ICheckouts
{
    private readonly SharedCheckouts checkouts =
        new(new GitProgram(new GitOptions { Environment = sandbox.Environment }), TimeProvider.System);

    /// <summary>Called before each checkout.</summary>
    public Func<CancellationToken, Task> Before { get; set; } = _ => Task.CompletedTask;

    public async Task<IReadOnlyList<string>> CreateAsync(
        Repository repository, CommitSha commit, string directory, CancellationToken cancellationToken)
    {
        await Before(cancellationToken);
        return await checkouts.CreateAsync(repository, commit, directory, cancellationToken);
    }
}
