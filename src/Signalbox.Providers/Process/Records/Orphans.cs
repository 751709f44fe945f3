using System.ComponentModel;
using Signalbox.Providers.Process.Launch;

namespace Signalbox.Providers.Process.Records;

/// <summary>Ends what an attempt of a host that is no more left running.</summary>
internal static class Orphans
{
    /// <summary>Kills its group, if the recorded process is still that very one, and what else carries its mark.</summary>
    /// <returns>How many kills there were; a group counts as one.</returns>
    public static int End(ProcessRecord record) => (EndGroup(record.Process) ? 1 : 0) + Stragglers.Kill(record.Workspace);

    private static bool EndGroup(ProcessIdentity? leader)
    {
        if (leader is not { IsAlive: true }) return false;
        if (!OperatingSystem.IsWindows()) return Libc.Kill(-leader.Id, Libc.SignalKill) == 0;
        try
        {
            using var process = System.Diagnostics.Process.GetProcessById(leader.Id);
            process.Kill(entireProcessTree: true);
            return true;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or Win32Exception or AggregateException)
        {
            // It ended in between.
            return false;
        }
    }
}
