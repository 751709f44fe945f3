namespace Signalbox.Core.Plans;

/// <summary>One instruction of a compiled glob.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Letter">The letter of <see cref="GlobStepKind.Letter"/>.</param>
/// <param name="First">Where <see cref="GlobStepKind.Jump"/> and <see cref="GlobStepKind.Split"/> go on.</param>
/// <param name="Second">Where a split goes on as well.</param>
internal readonly record struct GlobStep(GlobStepKind Kind, char Letter = '\0', int First = 0, int Second = 0)
{
    /// <summary>Whether it lets the letter pass to the next step.</summary>
    public bool Takes(char letter) => Kind switch
    {
        GlobStepKind.Letter => letter == Letter,
        GlobStepKind.InSegment => letter != '/',
        GlobStepKind.Any => true,
        _ => false,
    };
}

/// <summary>What a step of a glob does.</summary>
internal enum GlobStepKind
{
    /// <summary>Takes one certain letter.</summary>
    Letter,

    /// <summary>Takes any letter but `/`.</summary>
    InSegment,

    /// <summary>Takes any letter.</summary>
    Any,

    /// <summary>Goes on elsewhere.</summary>
    Jump,

    /// <summary>Goes on at two places.</summary>
    Split,

    /// <summary>The pattern is at its end.</summary>
    End,
}

/// <summary>The steps at which a text so far may stand.</summary>
internal sealed class GlobStates(GlobStep[] steps)
{
    private readonly bool[] seen = new bool[steps.Length];
    private readonly int[] active = new int[steps.Length];
    private readonly Stack<int> pending = new();
    private int count;

    /// <summary>Steps that wait for a letter.</summary>
    public ReadOnlySpan<int> Active => active.AsSpan(0, count);

    /// <summary>Whether one of the alternatives is at its end.</summary>
    public bool Ended { get; private set; }

    /// <summary>Adds a step, or those that a jump or split leads to.</summary>
    public void Add(int start)
    {
        pending.Push(start);
        while (pending.TryPop(out var index))
        {
            if (seen[index]) continue;
            seen[index] = true;
            var step = steps[index];
            if (step.Kind is GlobStepKind.Split) pending.Push(step.Second);
            if (step.Kind is GlobStepKind.Split or GlobStepKind.Jump) pending.Push(step.First);
            else if (step.Kind is GlobStepKind.End) Ended = true;
            else active[count++] = index;
        }
    }

    public void Clear()
    {
        Array.Clear(seen);
        (count, Ended) = (0, false);
    }
}
