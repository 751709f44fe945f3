using System.Text;
using Signalbox.Core.Builds;
using Signalbox.Core.Results;

namespace Signalbox.Core.Logs;

/// <summary>The end of an attempt's log, for people.</summary>
/// <param name="Lines">The last lines that are not blank, without timestamps, printable, none longer than a few rows of a screen.</param>
/// <param name="IsWhole">Nothing stands before them.</param>
public sealed record LogTail(IReadOnlyList<string> Lines, bool IsWhole)
{
    private const int MaxLine = 500;
    private const int MaxBytesPerLine = 2048;

    /// <summary>Reads the end of a log, however long the log is.</summary>
    /// <param name="results">The logs.</param>
    /// <param name="attempt">Whose.</param>
    /// <param name="count">How many lines at most.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<LogTail> ReadAsync(IResultStore results, TaskAttempt attempt, int count, CancellationToken cancellationToken)
    {
        var length = await results.LogLengthAsync(attempt, cancellationToken) ?? 0;
        var from = Math.Max(0, length - (count * MaxBytesPerLine));
        await using var stream = await results.OpenLogAsync(attempt, from, cancellationToken);
        if (stream is null) return new([], IsWhole: true);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var text = await reader.ReadToEndAsync(cancellationToken);
        var lines = text.Split('\n');
        // What was cut off at the front of a piece is no line.
        var whole = from == 0 || lines.Length == 1 ? lines : lines[1..];
        var shown = whole.Select(Clean).Where(line => line.Length > 0).ToList();
        return new([.. shown.TakeLast(count)], from == 0 && shown.Count <= count);
    }

    private static string Clean(string line)
    {
        var text = LogLine.WithoutTimestamp(line).TrimEnd('\r');
        // A progress bar draws over itself: what it showed last is what counts.
        var shown = Printable.Line(text[(text.LastIndexOf('\r') + 1)..]).TrimEnd();
        return shown.Length > MaxLine ? shown[..MaxLine] + "…" : shown;
    }
}
