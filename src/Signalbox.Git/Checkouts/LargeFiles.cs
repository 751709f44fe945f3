using Signalbox.Git.Programs;
using Signalbox.Git.Repositories;

namespace Signalbox.Git.Checkouts;

/// <summary>Git LFS: whether a checkout got the contents of large files, or the pointers that git keeps in their place.</summary>
internal sealed class LargeFiles(GitProgram git)
{
    // Without git-lfs the pointers are left as they are, which is what the remark is about.
    private static readonly Dictionary<string, string> MagicPathspecs = new(StringComparer.Ordinal) { ["GIT_LITERAL_PATHSPECS"] = "0" };

    /// <summary>A remark when files are pointers; null when all is well or nothing here has to do with LFS.</summary>
    public async Task<string?> RemarkAsync(
        SourceDirectories source, string directory, string gitDirectory, CancellationToken cancellationToken)
    {
        if (!await MayUseAsync(source, directory, cancellationToken)) return null;
        var call = new GitCall(
            directory, "--git-dir=" + gitDirectory, "--work-tree=" + directory, "-c", "core.hooksPath=/dev/null",
            "ls-files", "-z", "--", ":(top,attr:filter=lfs)")
        { Environment = MagicPathspecs };
        var files = (await git.RunAsync(call, cancellationToken)).Parts;
        var pointers = files.Where(file => IsPointer(Path.Combine(directory, file))).ToList();
        if (pointers.Count == 0) return null;
        var why = ExecutablePath.Find("git-lfs") is null
            ? "git-lfs is not installed"
            : "its filter is not configured: run 'git lfs install' for this user";
        return $"{pointers.Count} of {files.Length} Git LFS files are pointers, not contents (such as '{pointers[0]}'): {why}.";
    }

    // A process per checkout is only worth it where there is a sign of LFS.
    private static async Task<bool> MayUseAsync(SourceDirectories source, string directory, CancellationToken cancellationToken)
    {
        if (Directory.Exists(Path.Combine(source.Common, "lfs"))) return true;
        var attributes = new FileInfo(Path.Combine(directory, ".gitattributes"));
        return attributes is { Exists: true, LinkTarget: null }
            && (await File.ReadAllTextAsync(attributes.FullName, cancellationToken)).Contains("filter=lfs", StringComparison.Ordinal);
    }

    private static bool IsPointer(string path)
    {
        var info = new FileInfo(path);
        // By its definition a pointer is smaller than 1 KB. A link could lead anywhere.
        if (info is not { Exists: true, LinkTarget: null, Length: < 1024 }) return false;
        return File.ReadAllText(path).StartsWith("version https://git-lfs.github.com/spec/", StringComparison.Ordinal);
    }
}
