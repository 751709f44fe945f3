using System.Globalization;
using System.Text;
using Signalbox.Core.Changes;
using Signalbox.Core.Forges;
using Signalbox.Core.Plans;
using Signalbox.Git.Programs;

namespace Signalbox.Git.Forges;

/// <summary>The configuration's files at a commit: one listing and one reading, however many there are.</summary>
internal sealed class ConfigurationReader(GitProgram git)
{
    /// <summary>The most bytes of one file. The planner's own limit is as many characters.</summary>
    public const int MaxFile = ConfigurationFile.MaxLength;

    /// <summary>The most bytes of all of them.</summary>
    public const int MaxTotal = 64 * 1024 * 1024;

    private const string Main = ConfigurationFile.MainPath;
    private const string Folder = ".signalbox";

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly StoredObjects objects = new(git);

    /// <summary>Reads them; null when the commit is missing.</summary>
    public async Task<CommittedConfiguration?> ReadAsync(string gitDirectory, CommitSha commit, CancellationToken cancellationToken)
    {
        var call = GitCall.On(gitDirectory, "ls-tree", "-r", "-z", "-l", "--full-tree", commit.Value, "--", Main, Folder);
        var listing = await git.TryRunAsync(call, cancellationToken);
        if (listing.ExitCode != 0)
        {
            return await objects.HasCommitAsync(gitDirectory, commit, cancellationToken) ? throw GitProgram.Failure(call, listing) : null;
        }

        var entries = listing.Parts.Select(TreeEntry.Parse).Where(entry => Belongs(entry.Path)).OrderBy(entry => entry.Path != Main)
            .ThenBy(entry => entry.Path, StringComparer.Ordinal).ToList();
        var unreadable = new List<UnreadableFile>();
        var wanted = Readable(entries, unreadable);
        var files = new List<ConfigurationFile>(wanted.Count);
        var contents = wanted.Count == 0
            ? []
            : await objects.ReadAsync(gitDirectory, [.. wanted.Select(entry => entry.Name)], cancellationToken);
        foreach (var (entry, content) in wanted.Zip(contents))
        {
            if (content is null) unreadable.Add(new(entry.Path, "its content is missing from this clone; fetch it ('git fetch --refetch')"));
            else if (Text(content.Content.Span) is { } text) files.Add(new(entry.Path, text));
            else unreadable.Add(new(entry.Path, "it is not UTF-8; save it in that encoding"));
        }

        return new(files, unreadable);
    }

    private static List<TreeEntry> Readable(List<TreeEntry> entries, List<UnreadableFile> unreadable)
    {
        var total = 0L;
        var wanted = new List<TreeEntry>();
        foreach (var entry in entries)
        {
            total += Math.Min(entry.Size, MaxFile);
            var problem = entry switch
            {
                // What a link points to is not part of the commit, or not what the reader of the commit sees.
                { Mode: "120000" } => "it is a symbolic link; commit the file itself",
                { Mode: "160000" } => "it is a submodule; commit the files themselves",
                { Path: var path } when path.StartsWith(Main + "/", StringComparison.Ordinal) => $"{Main} is a directory; it must be a file",
                { Size: > MaxFile } => $"it has {entry.Size.ToString(CultureInfo.InvariantCulture)} bytes; at most {MaxFile} are read",
                _ when total > MaxTotal => $"the configuration has more than {MaxTotal} bytes in all",
                _ => null,
            };
            if (problem is null) wanted.Add(entry);
            else unreadable.Add(new(entry.Path, problem));
        }

        return wanted;
    }

    // A link or submodule in place of a folder has that folder's path.
    private static bool Belongs(string path) =>
        path is Main or Folder or Folder + "/blueprints"
        || path.StartsWith(Main + "/", StringComparison.Ordinal)
        || ConfigurationFile.IsConfiguration(path);

    private static string? Text(ReadOnlySpan<byte> content)
    {
        try
        {
            return Strict.GetString(content);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}

/// <summary>A line of `git ls-tree -l`.</summary>
internal readonly record struct TreeEntry(string Mode, string Name, long Size, string Path)
{
    // `<mode> <type> <name> <size padded with blanks>\t<path>`; the size of what is no blob is `-`.
    public static TreeEntry Parse(string line)
    {
        var tab = line.IndexOf('\t', StringComparison.Ordinal);
        var words = line[..tab].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return new(words[0], words[2], long.TryParse(words[3], CultureInfo.InvariantCulture, out var size) ? size : 0, line[(tab + 1)..]);
    }
}
