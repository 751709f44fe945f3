using System.ComponentModel;
using System.Globalization;

namespace Signalbox.Providers.Process.Records;

/// <summary>A process beyond its number, which the system gives to another one later.</summary>
/// <param name="Id">Its number, on POSIX also of its group.</param>
/// <param name="StartTime">On Linux clock ticks since the boot, elsewhere UTC ticks.</param>
/// <param name="Boot">The id of the boot that <paramref name="StartTime"/> counts from; empty where it counts from none.</param>
internal sealed record ProcessIdentity(int Id, long StartTime, string Boot)
{
    private static readonly Lazy<string> CurrentBoot = new(() =>
        OperatingSystem.IsLinux() ? File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim() : "");

    /// <summary>The identity of the process that has the number now; null when none has.</summary>
    public static ProcessIdentity? Of(int id)
    {
        try
        {
            return new(id, OperatingSystem.IsLinux() ? LinuxStartTime(id) : PortableStartTime(id), CurrentBoot.Value);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or InvalidOperationException or Win32Exception)
        {
            return null;
        }
    }

    /// <summary>Whether the very same process still runs, or is a zombie that holds its group.</summary>
    public bool IsAlive => Of(Id) == this;

    private static long LinuxStartTime(int id)
    {
        // The second field is the program's name in parentheses and may contain both; what is behind the last one is counted from
        // the third field on, and the start time is the 22nd (proc(5)).
        var stat = File.ReadAllText($"/proc/{id}/stat");
        return long.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[19], CultureInfo.InvariantCulture);
    }

    private static long PortableStartTime(int id)
    {
        using var process = System.Diagnostics.Process.GetProcessById(id);
        return process.StartTime.ToUniversalTime().Ticks;
    }
}
