using Signalbox.Core.Changes;

namespace Signalbox.Git.Repositories;

/// <summary>What a remote's URL says about a repository. Git takes URLs, the `host:path` form of ssh, and paths.</summary>
internal static class RemoteUrl
{
    /// <summary>
    /// `owner/repo` of an `origin`: the last two parts of its path without `.git`. Null where the path has fewer than two.
    /// </summary>
    public static RepositoryName? NameOf(string url)
    {
        var parts = PathOf(url.Trim())
            .Split('/', StringSplitOptions.RemoveEmptyEntries)
            .Where(part => part is not ("." or ".."))
            .ToArray();
        // A work tree's own git directory as origin: `/home/ada/app/.git`.
        if (parts is [.., ".git"]) parts = parts[..^1];
        if (parts is not [.., var owner, var last]) return null;
        return RepositoryName.TryParse($"{owner}/{WithoutSuffix(last)}", null, out var name) ? name : null;
    }

    /// <summary>The URL without a user's name and password.</summary>
    public static string WithoutCredentials(string url) =>
        SchemeEnd(url) is var start and > 0 && url.IndexOf('/', start) is var slash
        && url.LastIndexOf('@', slash < 0 ? url.Length - 1 : slash) is var at && at >= start
            ? url[..start] + url[(at + 1)..]
            : url;

    /// <summary>The name without `.git` at its end.</summary>
    public static string WithoutSuffix(string name) =>
        name.EndsWith(".git", StringComparison.Ordinal) && name.Length > 4 ? name[..^4] : name;

    private static string PathOf(string url)
    {
        if (SchemeEnd(url) is > 0 and var start)
        {
            var slash = url.IndexOf('/', start);
            return slash < 0 ? "" : Uri.UnescapeDataString(url[slash..]);
        }

        if (IsDosPath(url)) return url[2..].Replace('\\', '/');
        var colon = url.IndexOf(':', StringComparison.Ordinal);
        // Git's own rule: a colon before the first slash is a host, else it is a path.
        return colon > 0 && !url[..colon].Contains('/') ? url[(colon + 1)..] : url;
    }

    private static int SchemeEnd(string url) => url.IndexOf("://", StringComparison.Ordinal) is > 0 and var at ? at + 3 : -1;

    private static bool IsDosPath(string url) =>
        url is [var drive, ':', '\\' or '/', ..] && char.IsAsciiLetter(drive);
}
