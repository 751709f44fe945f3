using System.Diagnostics;

namespace Signalbox.Benchmarks.Measures;

/// <summary>What something took.</summary>
/// <param name="Self">Processor time of this process.</param>
/// <param name="Children">Processor time of processes that it started and waited for.</param>
/// <param name="Wall">Time on the wall.</param>
internal readonly record struct Cost(TimeSpan Self, TimeSpan Children, TimeSpan Wall)
{
    public TimeSpan Processor => Self + Children;

    public static Cost operator +(Cost a, Cost b) => new(a.Self + b.Self, a.Children + b.Children, a.Wall + b.Wall);

    public static async Task<Cost> OfAsync(Func<Task> work)
    {
        // Garbage of what came before is not this work's.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var (self, children, since) = (ProcessorTime.OfSelf, ProcessorTime.OfChildren, Stopwatch.GetTimestamp());
        await work();
        return new(ProcessorTime.OfSelf - self, ProcessorTime.OfChildren - children, Stopwatch.GetElapsedTime(since));
    }
}
