using System.Collections.Immutable;

namespace Signalbox.Core.Plans.Expansion;

/// <summary>All combinations of a matrix.</summary>
internal static class MatrixExpansion
{
    /// <summary>How many tasks the blueprint makes; stops counting above the limit, since the product may not fit any number.</summary>
    public static int Count(Blueprint blueprint)
    {
        var count = 1L;
        foreach (var axis in blueprint.Matrix) count = Math.Min(count * axis.Values.Length, Planner.MaxTasks + 1);
        return (int)count;
    }

    /// <summary>The tasks; the last key varies fastest.</summary>
    public static IEnumerable<ExpandedTask> Expand(Blueprint blueprint, ImmutableArray<string> through)
    {
        if (blueprint.Matrix.IsEmpty) return [new(blueprint.Name.Value, blueprint, [], through)];
        IEnumerable<ImmutableArray<KeyValuePair<MatrixAxis, string>>> combinations = [[]];
        foreach (var axis in blueprint.Matrix)
            combinations = combinations.SelectMany(_ => axis.Values, (values, value) => values.Add(KeyValuePair.Create(axis, value)));
        return combinations.Select(values => new ExpandedTask(
            $"{blueprint.Name}[{string.Join(',', values.Select(one => $"{one.Key.Key}={one.Value}"))}]", blueprint, values, through));
    }
}
