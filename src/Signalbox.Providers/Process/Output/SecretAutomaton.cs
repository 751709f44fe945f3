using System.Buffers;

namespace Signalbox.Providers.Process.Output;

/// <summary>
/// Finds all byte sequences of a set in one pass (Aho and Corasick, 1975): one table look-up a byte, however many there are.
/// </summary>
internal sealed class SecretAutomaton
{
    /// <summary>The state in which nothing is half matched.</summary>
    public const int Start = 0;

    private readonly byte[] classes = new byte[256];
    private readonly int[] next;
    private readonly int[] depth;
    private readonly int[] matched;
    private readonly int width;

    public SecretAutomaton(IReadOnlyCollection<byte[]> patterns)
    {
        // Class 0 is for all bytes that no pattern has; there is always one, the line break, so the classes fit into a byte.
        var used = patterns.SelectMany(pattern => pattern).Distinct().Order().ToArray();
        for (var i = 0; i < used.Length; i++) classes[used[i]] = (byte)(i + 1);
        width = used.Length + 1;
        FirstBytes = SearchValues.Create([.. patterns.Select(pattern => pattern[0]).Distinct()]);

        var states = 1 + patterns.Sum(pattern => pattern.Length);
        (next, depth, matched) = (new int[states * width], new int[states], new int[states]);
        var count = 1;
        foreach (var pattern in patterns) Insert(pattern, ref count);
        Link(count);
    }

    /// <summary>The bytes that can begin a match: all others leave <see cref="Start"/> where it is.</summary>
    public SearchValues<byte> FirstBytes { get; }

    public int Step(int state, byte value) => next[state * width + classes[value]];

    /// <summary>How many of the last bytes may be the beginning of a match.</summary>
    public int Depth(int state) => depth[state];

    /// <summary>The length of the longest match that ends here; 0 for none.</summary>
    public int Matched(int state) => matched[state];

    private void Insert(byte[] pattern, ref int count)
    {
        var state = Start;
        foreach (var value in pattern)
        {
            ref var target = ref next[state * width + classes[value]];
            if (target == Start)
            {
                depth[count] = depth[state] + 1;
                target = count++;
            }

            state = target;
        }

        matched[state] = pattern.Length;
    }

    private void Link(int count)
    {
        // Breadth first, so that the shorter state that a state falls back to is complete before it is used.
        var fallbacks = new int[count];
        var queue = new Queue<int>(next.Take(width).Where(target => target != Start));
        while (queue.TryDequeue(out var state))
        {
            var fallback = fallbacks[state];
            matched[state] = Math.Max(matched[state], matched[fallback]);
            for (var c = 0; c < width; c++)
            {
                ref var target = ref next[state * width + c];
                var shorter = next[fallback * width + c];
                if (target != Start)
                {
                    fallbacks[target] = shorter;
                    queue.Enqueue(target);
                }
                else
                {
                    target = shorter;
                }
            }
        }
    }
}
