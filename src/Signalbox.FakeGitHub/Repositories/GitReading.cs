using System.Globalization;

namespace Signalbox.FakeGitHub.Repositories;

/// <summary>Trees and differences of a bare repository.</summary>
internal static class GitReading
{
    /// <summary>The entries of a tree, or of a commit's root.</summary>
    public static async Task<IReadOnlyList<GitEntry>?> EntriesAsync(
        this BareRepository repository, string tree, bool recursive, CancellationToken cancellationToken)
    {
        string[] options = recursive ? ["-r", "-t"] : [];
        var output = await repository.TryAsync(cancellationToken, ["ls-tree", "-z", "-l", .. options, "--end-of-options", tree]);
        return output.ExitCode == 0 ? [.. output.Parts.Select(Entry)] : null;
    }

    /// <summary>Files that differ, renames found.</summary>
    public static async Task<IReadOnlyList<GitFileChange>> ChangesAsync(
        this BareRepository repository, string? from, string to, CancellationToken cancellationToken)
    {
        string[] range = from is null ? ["--root", to] : [from, to];
        var raw = await repository.RunAsync(cancellationToken, ["diff-tree", "-r", "-M", "-z", "--no-commit-id", "--raw", "--no-abbrev", .. range]);
        var counts = await repository.RunAsync(cancellationToken, ["diff-tree", "-r", "-M", "-z", "--no-commit-id", "--numstat", .. range]);
        var lines = Counts(counts.Parts);
        var changes = new List<GitFileChange>();
        var parts = new Queue<string>(raw.Parts);
        while (parts.TryDequeue(out var header))
        {
            // `:100644 100644 <sha> <sha> R087`, then one path, or two of a rename.
            var words = header.Split(' ');
            var previous = words[4][0] is 'R' or 'C' ? parts.Dequeue() : null;
            var path = parts.Dequeue();
            var (added, deleted) = lines.GetValueOrDefault(path);
            changes.Add(new(path, previous, Word(words[4][0]), words[4][0] == 'D' ? words[2] : words[3], added, deleted));
        }

        return changes;
    }

    private static Dictionary<string, (int Added, int Deleted)> Counts(string[] output)
    {
        var counts = new Dictionary<string, (int Added, int Deleted)>(StringComparer.Ordinal);
        var parts = new Queue<string>(output);
        while (parts.TryDequeue(out var line))
        {
            var words = line.Split('\t', 3);
            var path = words[2];
            // A rename: an empty path, then both in parts of their own.
            if (path.Length == 0)
            {
                parts.Dequeue();
                path = parts.Dequeue();
            }

            counts[path] = (Number(words[0]), Number(words[1]));
        }

        return counts;
    }

    private static GitEntry Entry(string line)
    {
        var tab = line.IndexOf('\t', StringComparison.Ordinal);
        var words = line[..tab].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return new(words[0], words[1], words[2], long.TryParse(words[3], CultureInfo.InvariantCulture, out var size) ? size : null, line[(tab + 1)..]);
    }

    // `-` of a binary file.
    private static int Number(string text) => int.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static string Word(char letter) => letter switch
    {
        'A' => "added",
        'D' => "removed",
        'R' => "renamed",
        'C' => "copied",
        'T' => "changed",
        _ => "modified",
    };
}
