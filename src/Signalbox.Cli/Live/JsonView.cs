using Signalbox.Cli.Output;
using Signalbox.Core.Events;

namespace Signalbox.Cli.Live;

/// <summary>`--json`: one event per line, as in the event log, and nothing else.</summary>
internal sealed class JsonView(Terminal terminal) : IBuildView
{
    public void Show(BuildEvent next, BuildProgress build) => terminal.WriteEvent(next);

    public void Settle() => terminal.Out.Flush();

    public ValueTask DisposeAsync()
    {
        terminal.Out.Flush();
        return ValueTask.CompletedTask;
    }
}
