namespace Signalbox.Core.Plans;

/// <summary>Finds circles among names that refer to each other.</summary>
internal static class Cycles
{
    /// <summary>
    /// One circle for every reference that closes one, each as the references on it in order; the last one names where it starts.
    /// Depth-first without recursion, since a chain may be as long as a file.
    /// </summary>
    public static IEnumerable<IReadOnlyList<Located<string>>> Find(
        IEnumerable<string> names, Func<string, IReadOnlyList<Located<string>>> next)
    {
        var done = new HashSet<string>(StringComparer.Ordinal);
        foreach (var start in names.Where(name => !done.Contains(name)))
        {
            var path = new List<Step> { new(new(start, default), next(start)) };
            var onPath = new Dictionary<string, int>(StringComparer.Ordinal) { [start] = 0 };
            while (path.Count > 0)
            {
                var step = path[^1];
                if (step.Taken == step.References.Count)
                {
                    path.RemoveAt(path.Count - 1);
                    onPath.Remove(step.Name.Value);
                    done.Add(step.Name.Value);
                    continue;
                }

                var reference = step.References[step.Taken++];
                if (onPath.TryGetValue(reference.Value, out var index))
                {
                    yield return [.. path.Skip(index + 1).Select(one => one.Name), reference];
                }
                else if (!done.Contains(reference.Value))
                {
                    onPath[reference.Value] = path.Count;
                    path.Add(new(reference, next(reference.Value)));
                }
            }
        }
    }

    private sealed class Step(Located<string> name, IReadOnlyList<Located<string>> references)
    {
        public Located<string> Name { get; } = name;

        public IReadOnlyList<Located<string>> References { get; } = references;

        public int Taken { get; set; }
    }
}
