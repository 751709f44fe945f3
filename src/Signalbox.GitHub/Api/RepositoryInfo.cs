using Signalbox.Core.Changes;

namespace Signalbox.GitHub.Api;

/// <summary>A repository as GitHub describes it.</summary>
/// <param name="Id">Stays when the repository is renamed or moved.</param>
/// <param name="FullName">`owner/name`, now.</param>
/// <param name="NodeId">The id in GraphQL.</param>
/// <param name="DefaultBranch">Absent where GitHub gives a short description.</param>
/// <param name="Private">Whether only some may see it.</param>
/// <param name="Archived">Whether it is read-only.</param>
public sealed record RepositoryInfo(
    long Id, RepositoryName FullName, string? NodeId = null, string? DefaultBranch = null, bool Private = false, bool Archived = false);
