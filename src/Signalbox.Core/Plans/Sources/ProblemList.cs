using System.Collections.Immutable;

namespace Signalbox.Core.Plans.Sources;

/// <summary>Collects problems while a check goes on, so that an author sees all of them at once.</summary>
internal sealed class ProblemList
{
    /// <summary>More than anyone reads; it bounds the work that a hostile file can cause.</summary>
    private const int Limit = 200;

    private readonly Dictionary<(Place, string), ConfigurationProblem> problems = [];
    private int left;

    public int Count => problems.Count;

    public bool Any => Count > 0;

    public void Add(Place place, string message, string? suggestion = null)
    {
        if (problems.Count >= Limit) left++;
        else problems.TryAdd((place, message), ConfigurationProblem.At(place, message, suggestion));
    }

    /// <summary>Adds a problem about a word that is none of the valid ones, with the nearest of them, or all where none is near.</summary>
    public void AddUnknown(Place place, string message, string word, IReadOnlyCollection<string> valid)
    {
        if (problems.Count >= Limit)
        {
            left++;
            return;
        }

        var nearest = NearestWord.Find(word, valid);
        var list = nearest is null && valid.Count is > 0 and <= 30
            ? "; known: " + string.Join(", ", valid.Order(StringComparer.Ordinal))
            : "";
        Add(place, message + list, nearest);
    }

    /// <summary>All problems; those of the main file first, then by file, line and column.</summary>
    public ImmutableArray<ConfigurationProblem> Ordered()
    {
        var ordered = problems.Values
            .OrderBy(problem => problem.File.StartsWith(ConfigurationFile.BlueprintFolder, StringComparison.Ordinal))
            .ThenBy(problem => problem.File, StringComparer.Ordinal)
            .ThenBy(problem => problem.Line)
            .ThenBy(problem => problem.Column)
            .ToImmutableArray();
        return left == 0
            ? ordered
            : ordered.Add(ordered[^1] with { Message = $"and {left} more problems, not shown", Suggestion = null });
    }
}
