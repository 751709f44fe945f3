using Signalbox.Cli.Live;
using Signalbox.Cli.Output;

namespace Signalbox.Scenario.Tests.Cli.Live;

public sealed class LivePaneTests
{
    [Fact]
    public void Each_frame_takes_the_place_of_the_one_before()
    {
        var screen = new TerminalScreen(40, 10);
        screen.Console.Write(new LineRendering(Line.Of("before"), Crop: false));
        var pane = new LivePane(screen.Console);

        pane.Draw([Line.Of("a long first line"), Line.Of("two"), Line.Of("three")]);
        pane.Draw([Line.Of("short"), Line.Of("two")]);
        pane.Close();
        screen.Console.Write(new LineRendering(Line.Of("after"), Crop: false));

        Assert.Equal(["before", "short", "two", "after", ""], screen.Lines);
        Assert.True(screen.CursorIsShown);
    }

    [Fact]
    public void The_cursor_is_hidden_while_the_pane_is_drawn()
    {
        var screen = new TerminalScreen(40, 10);

        new LivePane(screen.Console).Draw([Line.Of("one")]);

        Assert.False(screen.CursorIsShown);
    }

    [Fact]
    public void A_line_that_is_too_long_is_cut_and_a_frame_that_is_too_high_too()
    {
        var screen = new TerminalScreen(10, 4);

        new LivePane(screen.Console).Draw([.. Enumerable.Range(0, 9).Select(number => new Line().Add($"{number} ").Add("abcdefghijklm"))]);

        Assert.Equal(["0 abcdefg", "1 abcdefg", "2 abcdefg", ""], screen.Lines);
    }

    [Theory]
    [InlineData(12, 10)]
    [InlineData(60, 10)]
    public void A_terminal_that_was_resized_shows_one_frame(int width, int height)
    {
        var screen = new TerminalScreen(40, 10);
        var pane = new LivePane(screen.Console);
        pane.Draw([Line.Of("a line of thirty characters---"), Line.Of("two")]);

        screen.Resize(width, height);
        pane.Draw([Line.Of("a line of thirty characters---"), Line.Of("three")]);

        Assert.Equal(["a line of thirty characters---"[..Math.Min(30, width - 1)], "three", ""], screen.Lines);
    }

    [Fact]
    public void A_frame_like_the_last_one_writes_nothing()
    {
        var screen = new TerminalScreen(40, 10);
        var pane = new LivePane(screen.Console);
        pane.Draw([Line.Of("one")]);
        screen.Console.Write(new LineRendering(Line.Of("somebody else's"), Crop: false));

        pane.Draw([Line.Of("one")]);

        Assert.Equal(["one", "somebody else's", ""], screen.Lines);
    }
}
