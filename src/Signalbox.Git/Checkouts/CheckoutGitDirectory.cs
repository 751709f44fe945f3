using System.Text;
using Signalbox.Core.Changes;
using Signalbox.Git.Repositories;

namespace Signalbox.Git.Checkouts;

/// <summary>The `.git` of a checkout, written by hand: `git init` costs a process and copies templates with hooks.</summary>
internal static class CheckoutGitDirectory
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Makes the checkout's directory and its git directory, and gives the latter's path.</summary>
    public static string Write(SourceDirectories source, SourceSnapshot snapshot, CommitSha commit, string directory)
    {
        var root = Path.Combine(directory, ".git");
        Directory.CreateDirectory(Path.Combine(root, "refs"));
        Directory.CreateDirectory(Path.Combine(root, "objects", "info"));
        WriteFile("HEAD", commit.Value + "\n");
        WriteFile("config", Configuration(snapshot, commit));
        WriteFile("packed-refs", snapshot.PackedRefs);
        // Git follows the alternates of an alternate by itself.
        WriteFile("objects/info/alternates", Alternate(source.Objects) + "\n");
        // Without it, history would lead to commits that are not there.
        if (source.IsShallow) File.Copy(source.Shallow, Path.Combine(root, "shallow"));
        return root;

        void WriteFile(string name, string text) => File.WriteAllText(Path.Combine(root, name), text, Utf8);
    }

    private static string Configuration(SourceSnapshot snapshot, CommitSha commit)
    {
        var sha256 = commit.Value.Length == 64;
        var text = new StringBuilder("[core]\n");
        text.Append("\trepositoryformatversion = ").Append(sha256 ? '1' : '0').Append('\n');
        text.Append("\tbare = false\n\tlogallrefupdates = false\n");
        // A daemon per checkout, and a cache that is never read a second time.
        text.Append("\tfsmonitor = false\n\tuntrackedCache = false\n");
        if (OperatingSystem.IsWindows()) text.Append("\tfilemode = false\n\tsymlinks = false\n\tignorecase = true\n\tlongpaths = true\n");
        if (sha256) text.Append("[extensions]\n\tobjectformat = sha256\n");
        text.Append("[gc]\n\tauto = 0\n[maintenance]\n\tauto = false\n");
        text.Append("[lfs]\n\tstorage = ").Append(Quote(snapshot.LargeFiles)).Append('\n');
        // Build tools stamp it into what they make.
        if (snapshot.Origin is { } origin) text.Append("[remote \"origin\"]\n\turl = ").Append(Quote(origin)).Append('\n');
        return text.ToString();
    }

    // A line is taken as it is unless it begins with a quote; only then can it hold a line end.
    private static string Alternate(string path) => path.Contains('\n') ? Quote(path) : path;

    private static string Quote(string value) => '"' + value
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\"", "\\\"", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal)
        .Replace("\t", "\\t", StringComparison.Ordinal) + '"';
}
