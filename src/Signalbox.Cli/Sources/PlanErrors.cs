using Signalbox.Cli.Output;
using Signalbox.Core.Builds;
using Signalbox.Core.Plans;

namespace Signalbox.Cli.Sources;

/// <summary>What is wrong with a configuration, for its author: the same lines from `validate` and from `run`.</summary>
internal static class PlanErrors
{
    private const string Example =
        """
        A .signalbox.yml to begin with:
          version: 1
          blueprints: { test: { run: make test } }
          plan: { stages: [ { name: check, tasks: [test] } ] }
        """;

    /// <summary>Writes problems, one per line.</summary>
    public static void Write(Terminal terminal, IEnumerable<ConfigurationProblem> problems)
    {
        foreach (var problem in problems) terminal.Diagnose(problem.ToString());
    }

    /// <summary>Says that there is no configuration, and how to make one.</summary>
    public static void WriteMissing(Terminal terminal, ConfigurationProblem missing)
    {
        terminal.Diagnose(missing.ToString());
        terminal.Diagnose(Example);
    }

    /// <summary>Writes the problems of a build that failed by its plan.</summary>
    public static void Write(Terminal terminal, BuildHead head)
    {
        var missing = ConfigurationProblem.NoConfiguration(head.Request.Sha);
        if (head.Result?.Message == missing.ToString()) WriteMissing(terminal, missing);
        else terminal.Diagnose(head.Result?.Message ?? "");
    }
}
