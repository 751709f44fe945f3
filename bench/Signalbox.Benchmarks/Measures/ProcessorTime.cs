using System.Runtime.InteropServices;

namespace Signalbox.Benchmarks.Measures;

/// <summary>
/// Processor time, user and system: what this process has used, and what the processes that it started and waited for have. Unlike time
/// on the wall it says nothing about who else uses the machine.
/// </summary>
internal static unsafe partial class ProcessorTime
{
    private const int Self = 0;
    private const int Children = -1;

    public static TimeSpan OfSelf => Read(Self);

    public static TimeSpan OfChildren => Read(Children);

    private static TimeSpan Read(int who)
    {
        // struct rusage begins with two timevals; what follows is not of interest, and 32 longs hold all of it.
        var usage = stackalloc long[32];
        if (GetResourceUsage(who, usage) != 0) throw new InvalidOperationException($"getrusage: {Marshal.GetLastPInvokeErrorMessage()}");
        return TimeSpan.FromSeconds(usage[0] + usage[2]) + TimeSpan.FromMicroseconds((int)usage[1] + (int)usage[3]);
    }

    [LibraryImport("libc", EntryPoint = "getrusage", SetLastError = true)]
    private static partial int GetResourceUsage(int who, long* usage);
}
