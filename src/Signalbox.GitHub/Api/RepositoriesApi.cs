using System.Text.Json.Serialization;
using Signalbox.Core.Changes;
using Signalbox.GitHub.Api.Requests;

namespace Signalbox.GitHub.Api;

/// <summary>Repositories, their branches, and who may do what in them.</summary>
public sealed class RepositoriesApi
{
    private readonly ApiCaller caller;

    internal RepositoriesApi(ApiCaller caller) => this.caller = caller;

    /// <summary>One repository; an old name leads to the new one.</summary>
    public Task<Answer<RepositoryInfo>> GetAsync(RepositoryName repository, CancellationToken cancellationToken) =>
        caller.GetAsync($"repos/{repository}", ApiJson.Default.RepositoryInfo, cancellationToken);

    /// <summary>What the installation may see.</summary>
    public Task<Answer<IReadOnlyList<RepositoryInfo>>> ListAsync(CancellationToken cancellationToken) =>
        caller.ListAsync(
            $"installation/repositories?per_page={ApiCaller.PageSize}",
            ApiJson.Default.RepositoryPage,
            page => page.Repositories,
            more: null,
            cancellationToken);

    /// <summary>A branch and its commit.</summary>
    public Task<Answer<Branch>> GetBranchAsync(RepositoryName repository, string branch, CancellationToken cancellationToken) =>
        caller.GetAsync($"repos/{repository}/branches/{branch}", ApiJson.Default.Branch, cancellationToken);

    /// <summary>What a person may do. Missing: no such person.</summary>
    public Task<Answer<Permission>> GetPermissionAsync(RepositoryName repository, string login, CancellationToken cancellationToken) =>
        caller.GetAsync($"repos/{repository}/collaborators/{login}/permission", ApiJson.Default.Permission, cancellationToken);
}

/// <summary>A branch.</summary>
/// <param name="Name">Without `refs/heads/`.</param>
/// <param name="Commit">Where it is.</param>
/// <param name="Protected">Whether protection or rules apply.</param>
public sealed record Branch(string Name, CommitName Commit, bool Protected);

/// <summary>What a person may do.</summary>
/// <param name="Level">`maintain` counts as write and `triage` as read, as GitHub reports them.</param>
/// <param name="RoleName">The exact role, which an organisation may have made up.</param>
public sealed record Permission([property: JsonPropertyName("permission")] PermissionLevel Level, string? RoleName = null)
{
    /// <summary>Whether a review of this person counts, and a command that acts is obeyed.</summary>
    [JsonIgnore]
    public bool CanWrite => Level is PermissionLevel.Write or PermissionLevel.Admin;
}

internal sealed record RepositoryPage(IReadOnlyList<RepositoryInfo> Repositories);

/// <summary>How much a person may do.</summary>
[JsonConverter(typeof(WordConverter<PermissionLevel>))]
public enum PermissionLevel
{
    /// <summary>A word that we do not know: nothing.</summary>
    Unknown,

    /// <summary>Nothing.</summary>
    None,

    /// <summary>See.</summary>
    Read,

    /// <summary>Push.</summary>
    Write,

    /// <summary>Everything.</summary>
    Admin,
}
