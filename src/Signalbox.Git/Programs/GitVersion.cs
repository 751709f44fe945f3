using System.Text.RegularExpressions;

namespace Signalbox.Git.Programs;

/// <summary>Which git is good enough: `merge-tree --write-tree` came with 2.38.</summary>
internal static partial class GitVersion
{
    private static readonly Version Needed = new(2, 38);

    /// <summary>What is wrong with what `git version` printed; null when it will do.</summary>
    public static string? Problem(string printed, string path)
    {
        var match = Pattern().Match(printed);
        if (!match.Success) return $"git 2.38 or newer is needed for merge-tree; '{path}' answered '{printed}'";
        var version = Version.Parse(match.Groups["version"].Value);
        return version >= Needed ? null : $"git 2.38 or newer is needed for merge-tree; found {version} at {path}";
    }

    /// <summary>The message for a git that cannot be started.</summary>
    public static string Missing(string executable) => $"git 2.38 or newer is needed; '{executable}' cannot be started: install git, or put it into PATH";

    // `git version 2.39.5`, `git version 2.45.1.windows.1`, `git version 2.39.5 (Apple Git-154)`.
    [GeneratedRegex(@"^git version (?<version>\d+\.\d+(\.\d+)?)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Pattern();
}
