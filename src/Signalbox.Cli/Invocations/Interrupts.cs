using System.Runtime.InteropServices;
using Signalbox.Cli.Output;

namespace Signalbox.Cli.Invocations;

/// <summary>
/// Ctrl-C, SIGTERM and SIGHUP. The first one asks, and whoever runs ends what it began; the second one ends the process at once. What
/// that leaves running is found and ended by the next host of the data directory.
/// </summary>
internal sealed class Interrupts : IDisposable
{
    private readonly Terminal terminal;
    private readonly CancellationTokenSource asked = new();
    private readonly List<PosixSignalRegistration> registrations;
    private int count;

    /// <summary>Listens from now on.</summary>
    public Interrupts(Terminal terminal)
    {
        this.terminal = terminal;
        PosixSignal[] signals = [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP];
        registrations = [.. signals.Select(signal => PosixSignalRegistration.Create(signal, Arrived))];
    }

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => asked.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        registrations.ForEach(registration => registration.Dispose());
        asked.Dispose();
    }

    private void Arrived(PosixSignalContext context)
    {
        context.Cancel = true;
        if (Interlocked.Increment(ref count) == 1)
        {
            // Not on the signal's own thread: what hangs on the token may take its time, and the second signal must still get through.
            _ = asked.CancelAsync();
            return;
        }

        terminal.ShowCursor();
        Environment.Exit(ExitCode.Cancelled);
    }
}
