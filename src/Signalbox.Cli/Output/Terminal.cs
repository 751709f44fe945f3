using Signalbox.Core.Logs;
using System.Text;
using System.Text.Json;
using Signalbox.Core.Builds;
using Signalbox.Core.Events;
using Signalbox.Core.Json;
using Signalbox.Core.Plans;
using Signalbox.Workflows.Builds;
using Spectre.Console;

namespace Signalbox.Cli.Output;

/// <summary>
/// Where a verb writes: results on standard output, diagnostics on standard error. Spectre is touched only where there is a terminal to
/// draw on, since loading it costs more than many verbs do.
/// </summary>
internal sealed class Terminal(Stream output, TextWriter errors, Lazy<IAnsiConsole>? console) : IDisposable
{
    private readonly StreamWriter writer = new(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);

    /// <summary>Standard output as text, UTF-8. Flush it when it matters.</summary>
    public TextWriter Out => writer;

    /// <summary>Standard error.</summary>
    public TextWriter Errors => errors;

    /// <summary>Standard output as bytes.</summary>
    public Stream Bytes => output;

    /// <summary>The terminal that standard output is; null where it is a file, a pipe, or a terminal that cannot move its cursor.</summary>
    public IAnsiConsole? Console => console?.Value is { Profile.Capabilities.Ansi: true } found ? found : null;

    /// <summary>Of this process.</summary>
    public static Terminal OfProcess()
    {
        // A Windows console shows bytes in its own code page; everywhere else standard output is what it is given.
        if (OperatingSystem.IsWindows()) System.Console.OutputEncoding = Encoding.UTF8;
        var output = System.Console.OpenStandardOutput();
        var isTerminal = !System.Console.IsOutputRedirected && Environment.GetEnvironmentVariable("TERM") != "dumb";
        var errors = new StreamWriter(System.Console.OpenStandardError(), new UTF8Encoding(false)) { AutoFlush = true };
        return new(output, errors, isTerminal ? new(() => TerminalConsole.Open(output)) : null);
    }

    /// <summary>Writes a line for people on standard output.</summary>
    public void Write(Line line)
    {
        if (Console is not { } terminal)
        {
            writer.WriteLine(line);
            return;
        }

        writer.Flush();
        terminal.Write(new LineRendering(line, Crop: false));
    }

    /// <summary>Writes an event as one line of JSON on standard output.</summary>
    public void WriteEvent(BuildEvent next) => writer.WriteLine(JsonSerializer.Serialize(next, OutsideJson.Shapes.BuildEvent));

    /// <summary>Writes a build as one line of JSON on standard output.</summary>
    public void WriteBuild(BuildView build) => writer.WriteLine(JsonSerializer.Serialize(build, OutsideJson.Shapes.BuildView));

    /// <summary>Writes a plan as one line of JSON on standard output.</summary>
    public void WritePlan(PlanView plan) => writer.WriteLine(JsonSerializer.Serialize(plan, OutsideJson.Shapes.PlanView));

    /// <summary>Writes what came of acting on a build as one line of JSON on standard output.</summary>
    public void WriteActed(ActOnBuildResult acted) => writer.WriteLine(JsonSerializer.Serialize(acted, ActJson.Shapes.ActOnBuildResult));

    /// <summary>Writes what a prune forgot as one line of JSON on standard output.</summary>
    public void WritePruned(PruneResult pruned) => writer.WriteLine(JsonSerializer.Serialize(pruned, ActJson.Shapes.PruneResult));

    /// <summary>Writes a diagnostic on standard error.</summary>
    public void Diagnose(string message)
    {
        writer.Flush();
        foreach (var line in message.Split('\n')) errors.WriteLine(Printable.Line(line.TrimEnd('\r')));
    }

    /// <summary>Gives the cursor back, whoever is drawing: for an end without ceremony.</summary>
    public void ShowCursor()
    {
        if (console is { IsValueCreated: true }) output.Write("\u001b[?25h\n"u8);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        writer.Dispose();
        errors.Flush();
    }
}
