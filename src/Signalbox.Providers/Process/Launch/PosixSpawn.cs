using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Signalbox.Providers.Process.Launch;

/// <summary>posix_spawn: cheaper than fork for a large host, and it reports a missing program to the caller.</summary>
[UnsupportedOSPlatform("windows")]
internal static unsafe class PosixSpawn
{
    /// <summary>Starts the process as the leader of a new group.</summary>
    /// <param name="command">What to start.</param>
    /// <param name="readEnd">The descriptor that becomes its standard input.</param>
    /// <param name="writeEnd">The descriptor that becomes its standard output and standard error.</param>
    /// <returns>Its number.</returns>
    /// <exception cref="LaunchException">The system refuses.</exception>
    public static int Start(LaunchCommand command, int readEnd, int writeEnd)
    {
        var actions = stackalloc byte[Libc.OpaqueSize];
        var attributes = stackalloc byte[Libc.OpaqueSize];
        var signals = stackalloc byte[Libc.OpaqueSize];
        using var arguments = new NativeStrings(command.Arguments);
        using var environment = new NativeStrings([.. command.Environment.Select(pair => $"{pair.Key}={pair.Value}")]);
        Check(Libc.InitActions(actions));
        Check(Libc.InitAttributes(attributes));
        try
        {
            Check(Libc.AddDuplicate(actions, readEnd, 0));
            Check(Libc.AddDuplicate(actions, writeEnd, 1));
            Check(Libc.AddDuplicate(actions, writeEnd, 2));
            Check(Libc.AddChangeDirectory(actions, command.Directory));
            Check(Libc.EmptySignals(signals));
            Check(Libc.SetSignalMask(attributes, signals));
            // .NET ignores SIGPIPE and nohup SIGHUP, and what is ignored stays so across exec: `yes | head` would never end.
            for (var signal = 1; signal < 32; signal++)
                if (signal != Libc.SignalKill && signal != Libc.SignalStop) Check(Libc.AddSignal(signals, signal));
            Check(Libc.SetDefaultSignals(attributes, signals));
            Check(Libc.SetGroup(attributes, 0));
            var flags = Libc.SpawnSetGroup | Libc.SpawnDefaultSignals | Libc.SpawnSignalMask;
            if (OperatingSystem.IsMacOS()) flags |= Libc.SpawnCloseByDefault;
            Check(Libc.SetFlags(attributes, (short)flags));
            int pid;
            var error = Libc.Spawn(&pid, arguments.First, actions, attributes, arguments.Pointer, environment.Pointer);
            return error == 0 ? pid : throw Refused(command, error);
        }
        finally
        {
            _ = Libc.DestroyAttributes(attributes);
            _ = Libc.DestroyActions(actions);
        }
    }

    private static void Check(int error)
    {
        if (error != 0) throw new LaunchException($"The process could not be prepared: {Marshal.GetPInvokeErrorMessage(error)}.");
    }

    private static LaunchException Refused(LaunchCommand command, int error)
    {
        var what = error == Libc.NoSuchFile && !Directory.Exists(command.Directory)
            ? $"the directory {command.Directory} is not there"
            : $"'{command.Arguments[0]}': {Marshal.GetPInvokeErrorMessage(error)}";
        return new($"The process could not be started: {what}.", error == Libc.ArgumentsTooLong);
    }
}
