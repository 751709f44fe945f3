using System.Buffers;

namespace Signalbox.Cli.Logs;

/// <summary>
/// Takes out of a stream of bytes what would command a terminal: it keeps text, line ends, tabs and colours (SGR), and drops every other
/// control character and sequence. A piece may end anywhere.
/// </summary>
internal sealed class TerminalFilter
{
    private const byte Escape = 0x1b;
    private const byte Bell = 0x07;
    private const byte LatinLead = 0xc2;
    private const int LongestColour = 64;
    private readonly ArrayBufferWriter<byte> kept = new();
    private readonly List<byte> sequence = [];
    private State state;

    private enum State
    {
        Text,
        Escaped,
        Control,
        String,
        StringEscaped,
        Latin,
    }

    /// <summary>What of a piece may be shown; valid until the next call.</summary>
    public ReadOnlySpan<byte> Keep(ReadOnlySpan<byte> bytes)
    {
        kept.ResetWrittenCount();
        foreach (var next in bytes) state = After(next);
        return kept.WrittenSpan;
    }

    private State After(byte next)
    {
        switch (state)
        {
            case State.Escaped:
                sequence.Clear();
                return next switch
                {
                    (byte)'[' => State.Control,
                    (byte)']' or (byte)'P' or (byte)'X' or (byte)'^' or (byte)'_' => State.String,
                    _ => State.Text,
                };
            case State.Control when next is >= 0x20 and <= 0x3f:
                if (sequence.Count < LongestColour) sequence.Add(next);
                return State.Control;
            case State.Control:
                if (next == 'm' && sequence.TrueForAll(one => one is >= (byte)'0' and <= (byte)';')) KeepColour();
                return next == Escape ? State.Escaped : State.Text;
            case State.String:
                return next switch { Bell => State.Text, Escape => State.StringEscaped, (byte)'\n' => Text(next), _ => State.String };
            case State.StringEscaped:
                return State.Text;
            case State.Latin when next is >= 0x80 and <= 0x9f:
                // The C1 controls, in UTF-8: some terminals take U+009B for an escape and a bracket.
                return State.Text;
            case State.Latin:
                kept.Write([LatinLead]);
                return Text(next);
            default:
                return Text(next);
        }
    }

    private State Text(byte next)
    {
        if (next == Escape) return State.Escaped;
        if (next == LatinLead) return State.Latin;
        if (next is >= 0x20 and not 0x7f or (byte)'\n' or (byte)'\t') kept.Write([next]);
        return State.Text;
    }

    private void KeepColour()
    {
        kept.Write([Escape, (byte)'[']);
        kept.Write(sequence.ToArray());
        kept.Write("m"u8);
    }
}
