using System.Globalization;
using Signalbox.Benchmarks.Figures;

namespace Signalbox.Benchmarks.Measures;

/// <summary>Prints what was measured, as rows of a Markdown table, and remembers whether the goals hold.</summary>
internal sealed class Report(TextWriter output)
{
    /// <summary>Whether every goal so far holds.</summary>
    public bool Holds { get; private set; } = true;

    public void Begin(Figure figure)
    {
        output.WriteLine();
        output.WriteLine($"### `{figure.Name}`: {figure.Question}");
        output.WriteLine();
        Write("What", "Measured", "Goal");
        Write("---", "---", "---");
    }

    public void Note(string what, FormattableString measured) => Write(what, Text(measured), "");

    /// <summary>A figure with a goal.</summary>
    /// <param name="what">In words.</param>
    /// <param name="value">Measured.</param>
    /// <param name="atMost">The goal.</param>
    /// <param name="unit">Of both.</param>
    public void Goal(string what, double value, double atMost, string unit)
    {
        var held = value <= atMost;
        Holds &= held;
        Write(what, Text($"**{value:0.00} {unit}**"), Text($"≤ {atMost} {unit}: {(held ? "holds" : "MISSED")}"));
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private void Write(string what, string measured, string goal)
    {
        output.WriteLine($"| {what} | {measured} | {goal} |");
        output.Flush();
    }
}
