using System.Diagnostics.CodeAnalysis;

namespace Signalbox.Core.Plans;

/// <summary>
/// A pattern for paths, branches and task names, compared by case and as a whole. `*` and `?` stand for any letters and one letter
/// within a segment, `**` as a whole segment for any number of segments, `{a,b}` for one of its parts; everything else, `[` included,
/// for itself.
/// </summary>
/// <remarks>
/// Runs all alternatives side by side over one pass of the text, so that time is bounded by the product of the two lengths: patterns and
/// paths are written by strangers.
/// </remarks>
public sealed class Glob
{
    private const int LongestPattern = 1000;

    private readonly GlobStep[] steps;
    private readonly string prefix;

    private Glob(string pattern, GlobStep[] steps, string prefix) => (Pattern, this.steps, this.prefix) = (pattern, steps, prefix);

    /// <summary>The pattern as it was written.</summary>
    public string Pattern { get; }

    /// <summary>
    /// Reads a pattern. A leading `./` or `/` is the root, where every path starts; a trailing `/` means all that is
    /// below.
    /// </summary>
    /// <exception cref="FormatException">See <see cref="TryParse"/>.</exception>
    public static Glob Parse(string pattern) => TryParse(pattern, out var glob, out var error) ? glob : throw new FormatException(error);

    /// <summary>Reads a pattern, or says what is wrong: empty, too long, braces that do not match, a `..` that leaves the root.</summary>
    public static bool TryParse(string pattern, [NotNullWhen(true)] out Glob? glob, [NotNullWhen(false)] out string? error)
    {
        glob = null;
        var text = pattern.StartsWith("./", StringComparison.Ordinal) ? pattern[2..] : pattern.TrimStart('/');
        if (text.EndsWith('/')) text += "**";
        error = text switch
        {
            "" => "the glob is empty",
            { Length: > LongestPattern } => $"a glob of {text.Length} characters; at most {LongestPattern} are allowed",
            _ when text.Split('/').Contains("..") => $"the glob '{pattern}' leaves the repository with '..'",
            _ => null,
        };
        if (error is not null) return false;
        if (GlobCompiler.Compile(text) is not { } steps)
        {
            error = $"the braces of the glob '{pattern}' do not match";
            return false;
        }

        var special = text.AsSpan().IndexOfAny("*?{},");
        glob = new(pattern, steps, special < 0 ? text : text[..special].TrimEnd('/'));
        return true;
    }

    /// <summary>Whether the whole text matches.</summary>
    public bool IsMatch(string text)
    {
        if (!text.StartsWith(prefix, StringComparison.Ordinal)) return false;
        var (current, next) = (new GlobStates(steps), new GlobStates(steps));
        current.Add(0);
        foreach (var letter in text)
        {
            if (current.Active.Length == 0) return false;
            foreach (var index in current.Active)
            {
                if (steps[index].Takes(letter)) next.Add(index + 1);
            }

            (current, next) = (next, current);
            next.Clear();
        }

        return current.Ended;
    }

    /// <inheritdoc/>
    public override string ToString() => Pattern;
}
