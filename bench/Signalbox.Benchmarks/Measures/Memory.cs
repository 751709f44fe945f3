using System.Diagnostics;
using System.Globalization;

namespace Signalbox.Benchmarks.Measures;

/// <summary>Memory of this process, in megabytes of 2^20 bytes.</summary>
internal static class Memory
{
    private const double Megabyte = 1 << 20;

    /// <summary>What the managed heap holds after a full collection.</summary>
    public static double Heap()
    {
        for (var i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        return GC.GetTotalMemory(forceFullCollection: true) / Megabyte;
    }

    /// <summary>What is resident now.</summary>
    public static double Resident()
    {
        using var self = Process.GetCurrentProcess();
        return self.WorkingSet64 / Megabyte;
    }

    /// <summary>The most that was resident since <see cref="ForgetPeak"/>; where that does nothing, since the start.</summary>
    public static double Peak()
    {
        using var self = Process.GetCurrentProcess();
        return self.PeakWorkingSet64 / Megabyte;
    }

    /// <summary>Begins a new peak at what is resident now; Linux alone can.</summary>
    public static void ForgetPeak()
    {
        if (OperatingSystem.IsLinux()) File.WriteAllText("/proc/self/clear_refs", 5.ToString(CultureInfo.InvariantCulture));
    }
}
