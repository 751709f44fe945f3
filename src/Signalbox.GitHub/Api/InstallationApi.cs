using Signalbox.GitHub.Api.Requests;

namespace Signalbox.GitHub.Api;

/// <summary>What one installation opens to the App, at one priority. Cheap to make; safe to call concurrently.</summary>
public sealed class InstallationApi
{
    internal InstallationApi(ApiCaller caller)
    {
        PullRequests = new(caller);
        Overviews = new(caller);
        Reviews = new(caller);
        Checks = new(caller);
        Statuses = new(caller);
        Comments = new(caller);
        Reactions = new(caller);
        Contents = new(caller);
        Refs = new(caller);
        Commits = new(caller);
        Trees = new(caller);
        Merges = new(caller);
        Comparisons = new(caller);
        Repositories = new(caller);
    }

    /// <summary>Pull requests, one at a time.</summary>
    public PullRequestsApi PullRequests { get; }

    /// <summary>Pull requests, a hundred at a time.</summary>
    public OverviewsApi Overviews { get; }

    /// <summary>Reviews.</summary>
    public ReviewsApi Reviews { get; }

    /// <summary>Check runs.</summary>
    public ChecksApi Checks { get; }

    /// <summary>Commit statuses.</summary>
    public StatusesApi Statuses { get; }

    /// <summary>Comments.</summary>
    public CommentsApi Comments { get; }

    /// <summary>Reactions.</summary>
    public ReactionsApi Reactions { get; }

    /// <summary>Files.</summary>
    public ContentsApi Contents { get; }

    /// <summary>Branches and tags.</summary>
    public GitRefsApi Refs { get; }

    /// <summary>Commits.</summary>
    public GitCommitsApi Commits { get; }

    /// <summary>Trees.</summary>
    public GitTreesApi Trees { get; }

    /// <summary>Merges.</summary>
    public MergesApi Merges { get; }

    /// <summary>Comparisons.</summary>
    public ComparisonsApi Comparisons { get; }

    /// <summary>Repositories and permissions.</summary>
    public RepositoriesApi Repositories { get; }
}
