using Signalbox.Core.Logs;
namespace Signalbox.Cli.Output;

/// <summary>
/// One line for people, in pieces. Every piece is made <see cref="Printable"/> as it is added, so nothing else has to think of it.
/// </summary>
internal sealed class Line
{
    private readonly List<Piece> pieces = [];

    /// <summary>In order.</summary>
    public IReadOnlyList<Piece> Pieces => pieces;

    /// <summary>A line of one piece.</summary>
    public static Line Of(string text, Tone tone = Tone.Plain) => new Line().Add(text, tone);

    /// <summary>Adds a piece at the end.</summary>
    public Line Add(string text, Tone tone = Tone.Plain)
    {
        if (text.Length > 0) pieces.Add(new(Printable.Line(text), tone));
        return this;
    }

    /// <summary>The text without tones.</summary>
    public override string ToString() => string.Concat(pieces.Select(piece => piece.Text));
}

/// <summary>Text of one tone.</summary>
internal readonly record struct Piece(string Text, Tone Tone);

/// <summary>What a piece of text means; a terminal gives it a colour.</summary>
internal enum Tone
{
    /// <summary>Nothing special.</summary>
    Plain,

    /// <summary>Passed.</summary>
    Good,

    /// <summary>Failed.</summary>
    Bad,

    /// <summary>At work.</summary>
    Active,

    /// <summary>Worth a look: flaky, awaiting approval, a warning.</summary>
    Remark,

    /// <summary>Of little weight.</summary>
    Quiet,

    /// <summary>A name or a heading.</summary>
    Strong,
}
