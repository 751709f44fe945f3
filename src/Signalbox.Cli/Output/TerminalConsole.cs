using System.Text;
using Spectre.Console;

namespace Signalbox.Cli.Output;

/// <summary>Opens the terminal behind standard output; https://no-color.org takes the colours, not the layout.</summary>
internal static class TerminalConsole
{
    private const int FallbackWidth = 80;
    private const int FallbackHeight = 24;

    public static IAnsiConsole Open(Stream output) => AnsiConsole.Create(new AnsiConsoleSettings
    {
        Ansi = AnsiSupport.Detect,
        ColorSystem = Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 }
            ? ColorSystemSupport.NoColors
            : ColorSystemSupport.Detect,
        Interactive = InteractionSupport.No,
        // What a CI service sets says something about its log page and nothing about this terminal.
        Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
        Out = new Stdout(output),
    });

    private sealed class Stdout(Stream output) : IAnsiConsoleOutput
    {
        public TextWriter Writer { get; } = new StreamWriter(output, new UTF8Encoding(false), 64 * 1024, leaveOpen: true);

        public bool IsTerminal => true;

        public int Width => Size(() => Console.WindowWidth, FallbackWidth);

        public int Height => Size(() => Console.WindowHeight, FallbackHeight);

        public void SetEncoding(Encoding encoding)
        {
            // Standard output is UTF-8 whatever the locale says: names and logs are.
        }

        private static int Size(Func<int> ask, int fallback)
        {
            try
            {
                return ask() is > 0 and var size ? size : fallback;
            }
            catch (IOException)
            {
                return fallback;
            }
        }
    }
}
