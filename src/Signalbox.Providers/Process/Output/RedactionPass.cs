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
            var taken = 1;
            if (count == 0) taken = Skim(bytes, output);
            else Take(bytes[0], output);
            bytes = bytes[taken..];
        }
    }

    /// <summary>Writes what was held back: no more will come.</summary>
    public void Complete(IBufferWriter<byte> output)
    {
        Release(count, output);
        state = SecretAutomaton.Start;
        lastWasHidden = false;
    }

    /// <summary>Passes over what is clean without holding it, up to the end or the first match; the common case, so it copies in bulk.</summary>
    /// <returns>How many bytes were taken.</returns>
    private int Skim(ReadOnlySpan<byte> bytes, IBufferWriter<byte> output)
    {
        var at = 0;
        state = SecretAutomaton.Start;
        do
        {
            if (state == SecretAutomaton.Start)
            {
                var next = bytes[at..].IndexOfAny(automaton!.FirstBytes);
                if (next < 0)
                {
                    at = bytes.Length;
                    break;
                }

                at += next;
            }

            state = automaton!.Step(state, bytes[at++]);
        }
        while (at < bytes.Length && automaton.Matched(state) == 0);

        var clean = at - automaton.Depth(state);
        output.Write(bytes[..clean]);
        if (clean > 0) lastWasHidden = false;
        foreach (var value in bytes[clean..at]) Hold(value);
        Hide();
        return at;
    }

    private void Take(byte value, IBufferWriter<byte> output)
    {
        state = automaton!.Step(state, value);
        Hold(value);
        Hide();
        Release(count - automaton.Depth(state), output);
    }

    private void Hold(byte value)
    {
        if (count == held.Length) Grow();
        var at = Index(count++);
        held[at] = value;
        hidden[at] = false;
    }

    private void Hide()
    {
        for (var i = automaton!.Matched(state); i > 0; i--) hidden[Index(count - i)] = true;
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
