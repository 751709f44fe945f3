using System.Text;

namespace Signalbox.Git.Programs;

/// <summary>One run of git.</summary>
/// <param name="Directory">Where it runs.</param>
/// <param name="Arguments">As they are, without a shell.</param>
internal sealed record GitCall(string Directory, params string[] Arguments)
{
    private static readonly string[] WithoutHooks = ["-c", "core.hooksPath=/dev/null", "-c", "core.logAllRefUpdates=false"];

    /// <summary>The command, for messages: `merge-tree`.</summary>
    public string Command => Arguments.FirstOrDefault(IsCommand) ?? "";

    /// <summary>What is written to its standard input.</summary>
    public ReadOnlyMemory<byte> Input { get; init; }

    /// <summary>Variables for this run only.</summary>
    public IReadOnlyDictionary<string, string>? Environment { get; init; }

    /// <summary>
    /// A run on a git directory alone. It stands for its own work tree, so that no file of the user's (`.gitattributes`, or those of a
    /// `core.worktree`) has a say. Hooks do not run.
    /// </summary>
    public static GitCall On(string gitDirectory, params string[] arguments) => new(
        gitDirectory,
        ["--git-dir=" + gitDirectory, "--work-tree=" + gitDirectory, .. WithoutHooks, .. arguments]);

    private static bool IsCommand(string argument) => argument.Length > 0 && argument.All(c => char.IsAsciiLetterLower(c) || c == '-') && argument[0] != '-';

    /// <summary>The run with lines on its standard input.</summary>
    public GitCall WithInput(string text) => this with { Input = Encoding.UTF8.GetBytes(text) };
}

/// <summary>What a run of git gave.</summary>
/// <param name="ExitCode">0 is success; what others mean depends on the command.</param>
/// <param name="Bytes">Standard output.</param>
/// <param name="Errors">Standard error, cut to its first 8,000 characters.</param>
internal sealed record GitOutput(int ExitCode, byte[] Bytes, string Errors)
{
    /// <summary>Standard output as text, without the last line end.</summary>
    public string Text => Encoding.UTF8.GetString(Bytes) is var text && text.EndsWith('\n') ? text[..^1] : text;

    /// <summary>The parts of `-z` output; bytes that are not UTF-8 are U+FFFD.</summary>
    public string[] Parts => Encoding.UTF8.GetString(Bytes).Split('\0', StringSplitOptions.RemoveEmptyEntries);
}
