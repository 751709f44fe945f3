using System.Buffers;

namespace Signalbox.Providers.Process.Output;

/// <summary>
/// Replaces secrets in bytes that come in pieces: what comes out depends on the bytes alone and not on the pieces. Every byte of every
/// match is hidden, of overlapping ones too; matches that touch become one `***`.
/// </summary>
/// <remarks>
/// Bytes that may be the beginning of a secret are held back, at most as many as the longest form has. Not safe for concurrent use.
/// </remarks>
internal sealed class RedactionPass(Redactor redactor)
{
    private readonly SecretAutomaton? automaton = redactor.Automaton;

    // The held bytes are a ring; hidden says of each whether a match covers it.
    private byte[] held = [];
    private bool[] hidden = [];
    private int start;
    private int count;
    private int state = SecretAutomaton.Start;
    private bool lastWasHidden;

    /// <summary>Takes the next piece and writes what can be said of it by now.</summary>
    public void Write(ReadOnlySpan<byte> bytes, IBufferWriter<byte> output)
    {
        if (automaton is null)
        {
            output.Write(bytes);
            return;
        }

        while (!bytes.IsEmpty)
        {
            var clean = count == 0 ? bytes.IndexOfAny(automaton.FirstBytes) : 0;
            if (clean < 0) clean = bytes.Length;
            if (clean > 0)
            {
                output.Write(bytes[..clean]);
                lastWasHidden = false;
            }
            else
            {
                clean = 1;
                Take(bytes[0], output);
            }

            bytes = bytes[clean..];
        }
    }

    /// <summary>Writes what was held back: no more will come.</summary>
    public void Complete(IBufferWriter<byte> output)
    {
        Release(count, output);
        state = SecretAutomaton.Start;
        lastWasHidden = false;
    }

    private void Take(byte value, IBufferWriter<byte> output)
    {
        state = automaton!.Step(state, value);
        if (count == held.Length) Grow();
        var at = Index(count++);
        held[at] = value;
        hidden[at] = false;
        for (var i = automaton.Matched(state); i > 0; i--) hidden[Index(count - i)] = true;
        Release(count - automaton.Depth(state), output);
    }

    private void Release(int bytes, IBufferWriter<byte> output)
    {
        for (; bytes > 0; bytes--)
        {
            if (!hidden[start]) output.Write(held.AsSpan(start, 1));
            else if (!lastWasHidden) output.Write("***"u8);
            lastWasHidden = hidden[start];
            start = Index(1);
            count--;
        }
    }

    private int Index(int offset) => (start + offset) & (held.Length - 1);

    private void Grow()
    {
        var size = Math.Max(64, held.Length * 2);
        var (bytes, marks) = (new byte[size], new bool[size]);
        for (var i = 0; i < count; i++) (bytes[i], marks[i]) = (held[Index(i)], hidden[Index(i)]);
        (held, hidden, start) = (bytes, marks, 0);
    }
}
