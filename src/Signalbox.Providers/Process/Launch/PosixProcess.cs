using System.IO.Pipes;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Signalbox.Providers.Process.Launch;

/// <summary>
/// A process made by posix_spawn in a group of its own. System.Diagnostics.Process cannot make a group, and without one the
/// grandchildren of a task outlive its cancel.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal sealed class PosixProcess : ITaskProcess
{
    private readonly AnonymousPipeServerStream output;
    private readonly AnonymousPipeServerStream input;
    private readonly TaskCompletionSource exited = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock gate = new();
    private bool reaped;

    private PosixProcess(int id, AnonymousPipeServerStream output, AnonymousPipeServerStream input) =>
        (Id, this.output, this.input) = (id, output, input);

    public int Id { get; }

    public Stream Output => output;

    public Task Exited => exited.Task;

    /// <exception cref="LaunchException">The system refuses.</exception>
    public static PosixProcess Start(LaunchCommand command)
    {
        // Close-on-exec on all ends: a process that somebody else starts at this moment must not hold a pipe open.
        var fromTask = new AnonymousPipeServerStream(PipeDirection.In, HandleInheritability.None);
        var toTask = new AnonymousPipeServerStream(PipeDirection.Out, HandleInheritability.None);
        try
        {
            var id = PosixSpawn.Start(command, Descriptor(toTask), Descriptor(fromTask));
            var process = new PosixProcess(id, fromTask, toTask);
            ExitWatch.Add(process);
            return process;
        }
        catch
        {
            fromTask.Dispose();
            toTask.Dispose();
            throw;
        }
        finally
        {
            fromTask.DisposeLocalCopyOfClientHandle();
            toTask.DisposeLocalCopyOfClientHandle();
        }
    }

    public void Begin()
    {
        try
        {
            input.Write("begin\n"u8);
        }
        catch (IOException)
        {
            // It has ended before it began, which its exit tells.
        }

        input.Dispose();
    }

    public void Terminate() => Signal(Libc.SignalTerminate);

    public void Kill() => Signal(Libc.SignalKill);

    public unsafe TaskExit Collect()
    {
        lock (gate)
        {
            if (reaped) return default;
            reaped = true;
            int status;
            int answer;
            do answer = Libc.WaitPid(Id, &status, 0);
            while (answer < 0 && Marshal.GetLastPInvokeError() == Libc.Interrupted);
            if (answer != Id) return default;
            var signal = status & 0x7f;
            return signal == 0 ? new(status >> 8 & 0xff, null) : new(null, signal);
        }
    }

    /// <summary>Looks whether the process has ended, and leaves its exit status, and so its number, where it is.</summary>
    internal unsafe bool TryNoticeExit()
    {
        var info = stackalloc byte[256];
        NativeMemory.Clear(info, 256);
        var options = Libc.WaitExited | Libc.WaitNoHang | Libc.WaitLeaveZombie;
        lock (gate)
        {
            // The first field of siginfo_t is the signal's number, and stays 0 while the child runs. An error means that the
            // status is gone (SIGCHLD was ignored when the host started): it has ended all the same.
            if (!reaped && Libc.WaitId(Libc.WaitForId, (uint)Id, info, options) == 0 && *(int*)info == 0) return false;
        }

        exited.TrySetResult();
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        ExitWatch.Remove(this);
        lock (gate)
        {
            if (!reaped)
            {
                // Only a process that was given up gets here: kill it, and let the wait that takes its status be short.
                _ = Libc.Kill(-Id, Libc.SignalKill);
                _ = Collect();
            }
        }

        await input.DisposeAsync();
        await output.DisposeAsync();
    }

    private static int Descriptor(AnonymousPipeServerStream pipe) => (int)pipe.ClientSafePipeHandle.DangerousGetHandle();

    private void Signal(int signal)
    {
        lock (gate)
        {
            if (!reaped) _ = Libc.Kill(-Id, signal);
        }
    }
}
