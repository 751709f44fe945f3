using System.Globalization;
using System.Text;

namespace Signalbox.Benchmarks.Scenes;

/// <summary>Configurations of many tasks.</summary>
internal static class SampleConfiguration
{
    /// <summary>Stages of blueprints with one task each.</summary>
    public static string Blueprints(int stages, int tasks, string script = "'true'")
    {
        var text = new StringBuilder("version: 1\nblueprints:\n");
        for (var stage = 0; stage < stages; stage++)
        {
            for (var task = 0; task < tasks; task++) text.Append(CultureInfo.InvariantCulture, $"  s{stage}-t{task}: {{ run: {script} }}\n");
        }

        text.Append("plan:\n  stages:\n");
        for (var stage = 0; stage < stages; stage++)
        {
            var names = string.Join(", ", Enumerable.Range(0, tasks).Select(task => $"s{stage}-t{task}"));
            text.Append(CultureInfo.InvariantCulture, $"    - {{ name: s{stage}, tasks: [{names}] }}\n");
        }

        return text.ToString();
    }

    /// <summary>One blueprint with a matrix of two equal sides, in one stage.</summary>
    public static string Matrix(int side)
    {
        var values = string.Join(", ", Enumerable.Range(0, side).Select(value => $"v{value}"));
        return $$"""
            version: 1
            blueprints:
              unit: { run: 'true', matrix: { a: [{{values}}], b: [{{values}}] } }
            plan: { stages: [ { name: check, tasks: [unit] } ] }

            """;
    }
}
