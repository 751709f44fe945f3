using System.Globalization;
using System.Text;
using Spectre.Console;

namespace Signalbox.Scenario.Tests.Cli.Live;

/// <summary>
/// A terminal of some size that does what the live pane asks of one: it wraps, scrolls, moves its cursor up and erases. What people would
/// see is in <see cref="Lines"/>.
/// </summary>
internal sealed class TerminalScreen : IAnsiConsoleOutput
{
    private readonly List<StringBuilder> rows = [new()];
    private int row;
    private int column;

    public TerminalScreen(int width, int height)
    {
        (Width, Height) = (width, height);
        Writer = new Interpreter(this);
        Console = AnsiConsole.Create(new()
        {
            Ansi = AnsiSupport.Yes,
            ColorSystem = ColorSystemSupport.NoColors,
            Enrichment = new() { UseDefaultEnrichers = false },
            Out = this,
        });
    }

    public IAnsiConsole Console { get; }

    public TextWriter Writer { get; }

    public bool IsTerminal => true;

    public int Width { get; private set; }

    public int Height { get; private set; }

    public bool CursorIsShown { get; private set; } = true;

    /// <summary>What has been written, what has scrolled away included; without trailing blanks.</summary>
    public IReadOnlyList<string> Lines => [.. rows.Select(line => line.ToString().TrimEnd())];

    public void SetEncoding(Encoding encoding)
    {
    }

    /// <summary>Makes the terminal narrower or wider: long rows wrap anew, as most terminals do it.</summary>
    public void Resize(int width, int height)
    {
        var cursor = row == rows.Count - 1 ? rows.Count : -1;
        Assert.True(cursor > 0, "This screen can only be resized with the cursor on its last row.");
        List<StringBuilder> wrapped = [.. rows.SelectMany(line => Chunks(line.ToString(), width))];
        rows.Clear();
        rows.AddRange(wrapped);
        (Width, Height, row) = (width, height, rows.Count - 1);
    }

    private static IEnumerable<StringBuilder> Chunks(string line, int width) => line.Length == 0
        ? [new()]
        : line.Chunk(width).Select(chunk => new StringBuilder(new string(chunk)));

    private void Put(char next)
    {
        if (column == Width) (row, column) = (row + 1, 0);
        while (rows.Count <= row) rows.Add(new());
        var line = rows[row];
        while (line.Length <= column) line.Append(' ');
        line[column++] = next;
    }

    private void Command(string parameters, char final)
    {
        var number = int.TryParse(parameters, CultureInfo.InvariantCulture, out var given) ? given : 1;
        switch (final)
        {
            case 'A':
                row = Math.Max(Math.Max(0, rows.Count - Height), row - number);
                break;
            case 'K':
                rows[row].Length = Math.Min(rows[row].Length, column);
                break;
            case 'J':
                rows[row].Length = Math.Min(rows[row].Length, column);
                rows.RemoveRange(row + 1, rows.Count - row - 1);
                break;
            case 'h' or 'l' when parameters == "?25":
                CursorIsShown = final == 'h';
                break;
        }
    }

    private sealed class Interpreter(TerminalScreen screen) : StringWriter(CultureInfo.InvariantCulture)
    {
        public override void Write(string? value)
        {
            for (var i = 0; i < value?.Length; i++)
            {
                switch (value[i])
                {
                    case '\r':
                        screen.column = 0;
                        break;
                    case '\n':
                        (screen.row, screen.column) = (screen.row + 1, 0);
                        while (screen.rows.Count <= screen.row) screen.rows.Add(new());
                        break;
                    case '\u001b':
                        var start = i + 2;
                        i = start;
                        while (!char.IsAsciiLetter(value[i])) i++;
                        screen.Command(value[start..i], value[i]);
                        break;
                    default:
                        screen.Put(value[i]);
                        break;
                }
            }
        }

        public override void Write(char value) => Write(value.ToString());
    }
}
