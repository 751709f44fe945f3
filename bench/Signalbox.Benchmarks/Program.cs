using System.Diagnostics;
using System.Reflection;
using Signalbox.Benchmarks.Figures;
using Signalbox.Benchmarks.Measures;

// `dotnet run -c Release --project bench/Signalbox.Benchmarks [FIGURE…]`; without a name all figures, one after the other.
var names = args is ["--here", ..] ? args[1..] : args;
var unknown = names.Except(Figure.All.Select(figure => figure.Name), StringComparer.Ordinal).ToList();
if (unknown.Count > 0)
{
    await Console.Error.WriteLineAsync($"There is no figure '{unknown[0]}'; there are {string.Join(", ", Figure.All.Select(figure => figure.Name))}.");
    return 2;
}

var chosen = Figure.All.Where(figure => names.Length == 0 || names.Contains(figure.Name, StringComparer.Ordinal));
if (args is ["--here", ..])
{
    var report = new Report(Console.Out);
    foreach (var figure in chosen)
    {
        report.Begin(figure);
        await figure.MeasureAsync(report);
    }

    return report.Holds ? 0 : 1;
}

var worst = 0;
foreach (var figure in chosen)
{
    using var process = Process.Start("dotnet", [Assembly.GetExecutingAssembly().Location, "--here", figure.Name]);
    await process.WaitForExitAsync();
    worst = Math.Max(worst, process.ExitCode);
}

return worst;
