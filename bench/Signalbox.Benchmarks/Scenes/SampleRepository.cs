using Signalbox.Core.Builds;
using Signalbox.Core.Changes;
using Signalbox.Testing.Git;

namespace Signalbox.Benchmarks.Scenes;

/// <summary>A small repository whose one commit has a configuration, and a data directory beside it. Both are gone with it.</summary>
internal sealed class SampleRepository : IDisposable
{
    private const string Ref = "refs/heads/main";
    private readonly CommitSha commit;

    public SampleRepository(string configuration)
    {
        Git = GitSandbox.Create();
        // Git processes of the host see the machine's configuration; a benchmark must not.
        foreach (var (name, value) in Git.Environment) Environment.SetEnvironmentVariable(name, value);
        commit = Git.Commit("A sample", (".signalbox.yml", configuration), ("README.md", "A sample.\n"));
    }

    public GitSandbox Git { get; }

    public Repository Repository => Git.Repository;

    public CommitSha Commit => commit;

    /// <summary>An absolute path beside the repository.</summary>
    public string In(string name) => Path.Combine(Git.Root, name);

    /// <summary>Everything in the configuration, built although it may have been built before.</summary>
    public BuildRequest Request() => new()
    {
        Repository = Repository,
        Ref = Ref,
        Sha = commit,
        Changes = [new([ChangeUri.ForRef(Repository.Name, Ref, commit)], ChangeAction.Validate)],
        Reason = BuildReason.Cli,
        Fresh = true,
    };

    public void Dispose() => Git.Dispose();
}
