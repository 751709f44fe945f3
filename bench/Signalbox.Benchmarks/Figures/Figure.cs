using Signalbox.Benchmarks.Measures;

namespace Signalbox.Benchmarks.Figures;

/// <summary>One of the things that are measured; each in a process of its own, so that none warms up or fills the memory of another.</summary>
/// <param name="Name">On the command line.</param>
/// <param name="Question">What it answers.</param>
/// <param name="MeasureAsync">Measures.</param>
internal sealed record Figure(string Name, string Question, Func<Report, Task> MeasureAsync)
{
    /// <summary>In the order in which they run.</summary>
    public static IReadOnlyList<Figure> All { get; } =
    [
        new("overhead", "our own processor time for a task", OverheadFigure.MeasureAsync),
        new("plan", "10,000 blueprints parsed, planned and persisted", PlanFigure.OfBlueprints.MeasureAsync),
        new("matrix", "a matrix of 100 by 100 parsed, planned and persisted", PlanFigure.OfMatrix.MeasureAsync),
        new("memory", "memory after more and more finished tasks", MemoryFigure.MeasureAsync),
        new("output", "1 GB of a task's output", OutputFigure.MeasureAsync),
        new("rerun", "a second run of an unchanged tree", RerunFigure.MeasureAsync),
        new("engine", "a turn and an activity of the durable engine", EngineFigure.MeasureAsync),
        new("checkout", "a checkout of small and large repositories", CheckoutFigure.MeasureAsync),
    ];
}
