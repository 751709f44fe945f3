using System.Globalization;
using System.Text;
using Signalbox.Core.Changes;
using Signalbox.Core.Forges;
using Signalbox.Git.Programs;

namespace Signalbox.Git.Forges;

/// <summary>Objects by their names, several in one question.</summary>
internal sealed class StoredObjects(GitProgram git)
{
    /// <summary>The contents of the objects in the order of their names; null for one that is missing.</summary>
    /// <param name="gitDirectory">The repository.</param>
    /// <param name="names">Object names, or `commit:path` without line ends.</param>
    /// <param name="cancellationToken">Ends the git process.</param>
    public async Task<IReadOnlyList<StoredObject?>> ReadAsync(
        string gitDirectory, IReadOnlyCollection<string> names, CancellationToken cancellationToken)
    {
        var call = GitCall.On(gitDirectory, "cat-file", "--batch").WithInput(string.Concat(names.Select(name => name + "\n")));
        ReadOnlyMemory<byte> output = (await git.RunAsync(call, cancellationToken)).Bytes;
        var objects = new List<StoredObject?>(names.Count);
        while (output.Length > 0) objects.Add(Next(ref output));
        if (objects.Count != names.Count)
            throw new ForgeException($"git cat-file in '{gitDirectory}' answered {objects.Count} of {names.Count} questions.");
        return objects;
    }

    /// <summary>Whether the object is a commit of this repository.</summary>
    public async Task<bool> HasCommitAsync(string gitDirectory, CommitSha commit, CancellationToken cancellationToken) =>
        (await ReadAsync(gitDirectory, [commit.Value], cancellationToken))[0] is { Type: "commit" };

    // `<name> <type> <size>\n<content>\n`, or `<name> missing\n`.
    private static StoredObject? Next(ref ReadOnlyMemory<byte> output)
    {
        var line = output.Span.IndexOf((byte)'\n');
        var words = Encoding.UTF8.GetString(output.Span[..line]).Split(' ');
        output = output[(line + 1)..];
        if (words is not [_, var type, var digits]) return null;
        var size = int.Parse(digits, CultureInfo.InvariantCulture);
        var content = output[..size];
        output = output[(size + 1)..];
        return new(type, content);
    }
}

/// <summary>An object of git.</summary>
/// <param name="Type">`commit`, `blob`, `tree`, `tag`.</param>
/// <param name="Content">Its bytes.</param>
internal sealed record StoredObject(string Type, ReadOnlyMemory<byte> Content);
