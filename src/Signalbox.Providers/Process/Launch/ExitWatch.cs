using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Signalbox.Providers.Process.Launch;

/// <summary>
/// Notices the end of our processes by SIGCHLD, without a thread for each. .NET's own handling of children is not disturbed: it
/// collects only what System.Diagnostics.Process started, and we only what we started.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal static class ExitWatch
{
    private static readonly ConcurrentDictionary<PosixProcess, byte> Watched = new();
    private static readonly PosixSignalRegistration Registration = PosixSignalRegistration.Create(PosixSignal.SIGCHLD, _ => LookAtAll());

    public static void Add(PosixProcess process)
    {
        GC.KeepAlive(Registration);
        Watched[process] = 0;
        // It may have ended before it was listed.
        Look(process);
    }

    public static void Remove(PosixProcess process) => Watched.TryRemove(process, out _);

    private static void LookAtAll()
    {
        foreach (var (process, _) in Watched) Look(process);
    }

    private static void Look(PosixProcess process)
    {
        if (process.TryNoticeExit()) Remove(process);
    }
}
