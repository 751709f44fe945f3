namespace Signalbox.Git.Programs;

/// <summary>
/// What a git process sees of ours. Everything named GIT_* is dropped but what says where git and its configuration are: a host that
/// was started by a hook must not work on that hook's index, and no question may wait for a person.
/// </summary>
internal sealed class GitEnvironment(IReadOnlyDictionary<string, string> extra)
{
    private static readonly HashSet<string> Kept = new(StringComparer.OrdinalIgnoreCase)
    {
        "GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM", "GIT_EXEC_PATH", "GIT_CEILING_DIRECTORIES",
        "GIT_DISCOVERY_ACROSS_FILESYSTEM",
    };

    private static readonly Dictionary<string, string> Fixed = new(StringComparer.Ordinal)
    {
        ["LC_ALL"] = "C",
        ["GIT_TERMINAL_PROMPT"] = "0",
        ["GIT_OPTIONAL_LOCKS"] = "0",
        // Exactly the SHA that was asked for: a replaced object is another one.
        ["GIT_NO_REPLACE_OBJECTS"] = "1",
        ["GIT_NO_LAZY_FETCH"] = "1",
        ["GIT_LITERAL_PATHSPECS"] = "1",
    };

    /// <summary>Rewrites a process's variables.</summary>
    /// <param name="variables">The inherited ones.</param>
    /// <param name="own">Those of this run.</param>
    public void ApplyTo(IDictionary<string, string?> variables, IReadOnlyDictionary<string, string>? own)
    {
        foreach (var name in variables.Keys.Where(IsForeign).ToList()) variables.Remove(name);
        foreach (var (name, value) in Fixed.Concat(extra).Concat(own ?? new Dictionary<string, string>(StringComparer.Ordinal)))
            variables[name] = value;
    }

    private static bool IsForeign(string name) => name.StartsWith("GIT_", StringComparison.OrdinalIgnoreCase) && !Kept.Contains(name);
}
