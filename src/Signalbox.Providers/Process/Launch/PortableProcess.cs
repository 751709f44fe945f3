using System.ComponentModel;
using System.Diagnostics;

namespace Signalbox.Providers.Process.Launch;

/// <summary>
/// A process by System.Diagnostics.Process, for Windows, which has no process groups: its tree is killed by the parents' numbers, and
/// a request to end is a kill.
/// </summary>
internal sealed class PortableProcess : ITaskProcess
{
    private readonly System.Diagnostics.Process process;

    private PortableProcess(System.Diagnostics.Process process) => (this.process, Exited) = (process, process.WaitForExitAsync());

    public int Id => process.Id;

    public Stream Output => process.StandardOutput.BaseStream;

    public Task Exited { get; }

    /// <exception cref="LaunchException">The system refuses.</exception>
    public static PortableProcess Start(LaunchCommand command)
    {
        var start = new ProcessStartInfo(command.Arguments[0], command.Arguments.Skip(1))
        {
            WorkingDirectory = command.Directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        start.Environment.Clear();
        foreach (var (name, value) in command.Environment) start.Environment[name] = value;
        try
        {
            var started = System.Diagnostics.Process.Start(start)!;
            started.StandardInput.Close();
            return new(started);
        }
        catch (Win32Exception e)
        {
            throw new LaunchException($"The process could not be started: '{command.Arguments[0]}': {e.Message}.", inner: e);
        }
    }

    /// <summary>Does nothing: here the script has begun already.</summary>
    public void Begin()
    {
    }

    public void Terminate() => Kill();

    public void Kill()
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It ended in between, or what is left of the tree is not ours to end.
        }
    }

    public TaskExit Collect() => new(process.ExitCode, null);

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) Kill();
        await process.StandardOutput.BaseStream.DisposeAsync();
        process.Dispose();
    }
}
