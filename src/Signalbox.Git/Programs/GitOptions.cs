namespace Signalbox.Git.Programs;

/// <summary>Which git runs, and how.</summary>
public sealed record GitOptions
{
    /// <summary>A path, or a name that is looked up in PATH.</summary>
    public string Executable { get; init; } = "git";

    /// <summary>Variables for every git process beside those that <see cref="GitProgram"/> sets; they win.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
