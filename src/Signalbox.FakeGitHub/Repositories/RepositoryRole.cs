namespace Signalbox.FakeGitHub.Repositories;

/// <summary>What a person may do in a repository; each role includes those before it.</summary>
public enum RepositoryRole
{
    /// <summary>Nothing; a public repository can still be read.</summary>
    None,

    /// <summary>Read.</summary>
    Read,

    /// <summary>Manage issues and pull requests without write access.</summary>
    Triage,

    /// <summary>Push.</summary>
    Write,

    /// <summary>Push, and some settings.</summary>
    Maintain,

    /// <summary>Everything.</summary>
    Admin,
}
