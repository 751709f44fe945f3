using Signalbox.Cli.Output;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Signalbox.Cli.Live;

/// <summary>
/// Lines at the foot of a terminal that are drawn over themselves. Spectre's own live display measures by the width that was; this one
/// asks what the lines it drew take at the width that is, so a terminal may be resized at any time.
/// </summary>
/// <remarks>
/// One write per frame, inside a synchronized update (https://gist.github.com/christianparpart/d8a62cc1ab659194337d73e399004036), each
/// line erased only behind its text: nothing flickers. Terminals that do not know the update ignore it.
/// </remarks>
internal sealed class LivePane(IAnsiConsole console)
{
    private const string Begin = "\u001b[?2026h\u001b[?25l";
    private const string End = "\u001b[?2026l";
    private const string EraseRight = "\u001b[K";
    private const string EraseBelow = "\u001b[J";
    private const string ShowCursor = "\u001b[?25h";
    private IReadOnlyList<int> widths = [];
    private string drawn = "";

    /// <summary>How many lines fit.</summary>
    public int Height => Math.Max(1, console.Profile.Height - 1);

    /// <summary>Draws the lines in place of the last ones. More lines than <see cref="Height"/> are cut.</summary>
    public void Draw(IReadOnlyList<Line> lines)
    {
        var width = console.Profile.Width;
        var shown = lines.Take(Height).Select(line => new LineRendering(line, Crop: true)).ToList();
        var text = string.Join('\n', shown.Select(line => line.Line)) + width;
        if (text == drawn) return;
        console.Write(new Frame(shown, widths.Sum(drawnWidth => Rows(drawnWidth, width))));
        widths = [.. shown.Select(line => Math.Min(line.Width(), width - 1))];
        drawn = text;
    }

    /// <summary>Leaves what is drawn and goes on below it.</summary>
    public void Close()
    {
        if (drawn.Length > 0) console.Write(new ControlCode(ShowCursor));
        (widths, drawn) = ([], "");
    }

    private static int Rows(int drawnWidth, int width) => Math.Max(1, (drawnWidth + width - 1) / Math.Max(1, width));

    private sealed record Frame(IReadOnlyList<LineRendering> Lines, int RowsAbove) : IRenderable
    {
        public Measurement Measure(RenderOptions options, int maxWidth) => new(1, maxWidth);

        public IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
        {
            yield return Segment.Control(Begin + (RowsAbove > 0 ? $"\u001b[{RowsAbove}A\r" : "\r"));
            foreach (var line in Lines)
            {
                foreach (var segment in line.Render(options, maxWidth))
                {
                    if (segment.IsLineBreak) yield return Segment.Control(EraseRight);
                    yield return segment;
                }
            }

            yield return Segment.Control(EraseBelow + End);
        }
    }
}
