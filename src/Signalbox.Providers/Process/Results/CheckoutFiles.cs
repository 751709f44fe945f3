using Signalbox.Core.Plans;

namespace Signalbox.Providers.Process.Results;

/// <summary>
/// The files of a checkout that globs name. A symbolic link is a leaf, never a way into another directory, and `.git` is not there.
/// </summary>
internal sealed class CheckoutFiles
{
    private static readonly EnumerationOptions Entries = new() { AttributesToSkip = FileAttributes.None, IgnoreInaccessible = true };

    private readonly IReadOnlyList<(Glob Glob, string Folder)> globs;
    private readonly List<string> found = [];

    private CheckoutFiles(IReadOnlyList<(Glob Glob, string Folder)> globs) => this.globs = globs;

    /// <summary>Paths relative to the root, with `/`, in ordinal order; links and special files that match are among them.</summary>
    public static IReadOnlyList<string> Find(string root, IEnumerable<string> patterns)
    {
        var files = new CheckoutFiles([.. patterns.Select(pattern => (Glob.Parse(pattern), LiteralFolder(pattern)))]);
        if (files.globs.Count > 0) files.Walk(new(root), "");
        files.found.Sort(StringComparer.Ordinal);
        return files.found;
    }

    private void Walk(DirectoryInfo directory, string path)
    {
        foreach (var entry in directory.EnumerateFileSystemInfos("*", Entries))
        {
            var entryPath = path + entry.Name;
            if (entryPath == ".git") continue;
            if (entry is DirectoryInfo inner && !inner.Attributes.HasFlag(FileAttributes.ReparsePoint))
            {
                if (globs.Any(glob => MayReach(glob.Folder, entryPath + "/"))) Walk(inner, entryPath + "/");
            }
            else if (globs.Any(glob => glob.Glob.IsMatch(entryPath)))
            {
                found.Add(entryPath);
            }
        }
    }

    private static bool MayReach(string folder, string directory) =>
        directory.StartsWith(folder, StringComparison.Ordinal) || folder.StartsWith(directory, StringComparison.Ordinal);

    /// <summary>What stands before the last slash that no special letter precedes: nothing outside of it can match.</summary>
    private static string LiteralFolder(string pattern)
    {
        var text = pattern.StartsWith("./", StringComparison.Ordinal) ? pattern[2..] : pattern.TrimStart('/');
        var special = text.AsSpan().IndexOfAny("*?{");
        var literal = special < 0 ? text : text[..special];
        return literal[..(literal.LastIndexOf('/') + 1)];
    }
}
