using Spectre.Console;
using Spectre.Console.Rendering;

namespace Signalbox.Cli.Output;

/// <summary>A line as Spectre draws it; cropped, it takes one row of the terminal whatever it holds.</summary>
internal sealed record LineRendering(Line Line, bool Crop) : IRenderable
{
    private static readonly Style Good = new(Color.Green);
    private static readonly Style Bad = new(Color.Red);
    private static readonly Style Active = new(Color.Aqua);
    private static readonly Style Remark = new(Color.Yellow);
    private static readonly Style Quiet = new(decoration: Decoration.Dim);
    private static readonly Style Strong = new(decoration: Decoration.Bold);

    /// <inheritdoc/>
    public Measurement Measure(RenderOptions options, int maxWidth) => new(1, maxWidth);

    /// <inheritdoc/>
    public IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
    {
        var segments = Line.Pieces.Select(piece => new Segment(piece.Text, StyleOf(piece.Tone)));
        // The last column stays free: some terminals wrap as soon as it is written.
        return (Crop ? Cropped(segments, maxWidth - 1) : segments).Append(Segment.LineBreak);
    }

    /// <summary>How many columns the line takes.</summary>
    public int Width() => Line.Pieces.Sum(piece => new Segment(piece.Text).CellCount());

    private static IEnumerable<Segment> Cropped(IEnumerable<Segment> segments, int columns)
    {
        foreach (var segment in segments)
        {
            var width = segment.CellCount();
            if (width <= columns)
            {
                columns -= width;
                yield return segment;
                continue;
            }

            if (columns > 0 && Segment.Truncate(segment, columns) is { } part) yield return part;
            yield break;
        }
    }

    private static Style StyleOf(Tone tone) => tone switch
    {
        Tone.Good => Good,
        Tone.Bad => Bad,
        Tone.Active => Active,
        Tone.Remark => Remark,
        Tone.Quiet => Quiet,
        Tone.Strong => Strong,
        _ => Style.Plain,
    };
}
