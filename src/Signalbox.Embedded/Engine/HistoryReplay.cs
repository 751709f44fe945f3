using Microsoft.Extensions.Logging.Abstractions;
using Signalbox.Embedded.Engine.Histories;
using Signalbox.Embedded.Engine.Sessions;
using Signalbox.Workflows.Durable;

namespace Signalbox.Embedded.Engine;

/// <summary>
/// Runs orchestrators against histories that were recorded earlier, without a database and without running any activity: a journal kept
/// with the tests shows whether a later version still repeats it.
/// </summary>
public static class HistoryReplay
{
    /// <summary>Replays a history as <see cref="DurableEngine.ExportHistoryAsync"/> gave it.</summary>
    /// <returns>The first difference in words; null when the code repeats the history.</returns>
    /// <exception cref="FormatException">It is no exported history.</exception>
    public static string? Replay(IEnumerable<string> lines, WorkflowRegistry registry)
    {
        var history = lines.Where(line => line.Length > 0).ToList();
        if (history.Count == 0) throw new FormatException("The history is empty: its first line says what the generation began with.");
        try
        {
            var header = HistoryJson.ReadHeader(history[0]);
            var session = new OrchestrationSession(header, registry, NullLoggerFactory.Instance);
            return history.Skip(1).Select(line => session.Replay(HistoryJson.ReadTurn(line))).FirstOrDefault(mismatch => mismatch is not null);
        }
        catch (System.Text.Json.JsonException error)
        {
            throw new FormatException($"The history of {history.Count} lines does not read: {error.Message}", error);
        }
    }
}
