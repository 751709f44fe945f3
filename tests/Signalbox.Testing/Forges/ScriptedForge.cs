using Signalbox.Core.Changes;
using Signalbox.Core.Forges;
using Signalbox.Core.Plans;

namespace Signalbox.Testing.Forges;

/// <summary>A forge of one repository whose every commit has the configuration that the test gives.</summary>
public sealed class ScriptedForge(string configuration) : IForge
{
    /// <summary>The repository.</summary>
    public static Repository Repository { get; } = new(Repository.LocalHost, RepositoryName.Parse("acme/app"), "/nowhere/app.git");

    /// <summary>Its `.signalbox.yml`; null: it has none.</summary>
    public string? Configuration { get; set; } = configuration;

    /// <summary>The tree of every commit.</summary>
    public string Tree { get; set; } = new('7', 40);

    /// <summary>What a merge comes to; null: a commit of its own.</summary>
    public MergeOutcome? Merge { get; set; }

    /// <summary>What differs from the base.</summary>
    public IReadOnlyList<string> Changed { get; set; } = [];

    /// <inheritdoc/>
    public bool Serves(Repository repository) => repository == Repository;

    /// <inheritdoc/>
    public Task<Revision?> ResolveAsync(Repository repository, string revision, CancellationToken cancellationToken) =>
        Task.FromResult(CommitSha.TryParse(revision, null, out var sha) ? new Revision(sha, revision) : null);

    /// <inheritdoc/>
    public Task<string?> TreeAsync(Repository repository, CommitSha commit, CancellationToken cancellationToken) => Task.FromResult<string?>(Tree);

    /// <inheritdoc/>
    public Task<CommittedConfiguration?> ReadConfigurationAsync(Repository repository, CommitSha commit, CancellationToken cancellationToken) =>
        Task.FromResult<CommittedConfiguration?>(
            new(Configuration is null ? [] : [new ConfigurationFile(".signalbox.yml", Configuration)], []));

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>?> ChangedPathsAsync(
        Repository repository, CommitSha onto, CommitSha head, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<string>?>(Changed);

    /// <inheritdoc/>
    public Task<MergeOutcome> MergeAsync(Repository repository, MergeRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(Merge ?? new MergeOutcome.Made(CommitSha.Parse(new string('c', 40)), $"refs/signalbox/builds/{request.Id}"));

    /// <inheritdoc/>
    public Task ReleaseAsync(Repository repository, string id, CancellationToken cancellationToken) => Task.CompletedTask;
}
