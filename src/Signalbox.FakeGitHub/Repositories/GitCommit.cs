using System.Text;

namespace Signalbox.FakeGitHub.Repositories;

/// <summary>A commit as git has it.</summary>
internal sealed record GitCommit(
    string Sha, string Tree, IReadOnlyList<string> Parents, GitSignature Author, GitSignature Committer, string Message)
{
    public static GitCommit Parse(string sha, ReadOnlySpan<byte> content)
    {
        var text = Encoding.UTF8.GetString(content);
        var blank = text.IndexOf("\n\n", StringComparison.Ordinal);
        // A line that starts with a blank continues the one before it: a signature.
        var headers = text[..blank].Split('\n').Where(line => line.Length > 0 && line[0] != ' ').Select(line => line.Split(' ', 2)).ToList();
        return new(
            sha, One("tree"), [.. headers.Where(header => header[0] == "parent").Select(header => header[1])],
            GitSignature.Parse(One("author")), GitSignature.Parse(One("committer")), text[(blank + 2)..].TrimEnd('\n'));

        string One(string name) => headers.First(header => header[0] == name)[1];
    }
}

/// <summary>An entry of a tree.</summary>
internal sealed record GitEntry(string Mode, string Type, string Sha, long? Size, string Path);

/// <summary>A file that differs between two trees.</summary>
/// <param name="Path">Its path, the newer one of a rename.</param>
/// <param name="Previous">The older path of a rename.</param>
/// <param name="Status">`added`, `removed`, `modified`, `renamed`, `changed`.</param>
/// <param name="Sha">The newer blob, of a removed file the older.</param>
/// <param name="Additions">Lines.</param>
/// <param name="Deletions">Lines.</param>
internal sealed record GitFileChange(string Path, string? Previous, string Status, string Sha, int Additions, int Deletions);

/// <summary>What one ref is to become.</summary>
/// <param name="Name">`refs/heads/main`.</param>
/// <param name="Before">What it must be now; null to not exist.</param>
/// <param name="After">What it becomes; null to vanish.</param>
internal sealed record RefChange(string Name, string? Before, string? After);
