using System.Text.Json;
using Signalbox.Scenario.Tests.Processes;

namespace Signalbox.Scenario.Tests.Stories;

/// <summary>An event as a reader of `--json` sees it.</summary>
/// <param name="Seq">Its place in the build's stream.</param>
/// <param name="Id">Its id.</param>
/// <param name="Type">Its type.</param>
/// <param name="Stage">Its stage.</param>
/// <param name="Task">Its task.</param>
/// <param name="Attempt">Its attempt.</param>
/// <param name="Data">Its details as JSON.</param>
internal sealed record StoredEvent(long Seq, string Id, string Type, string? Stage, string? Task, int? Attempt, string? Data)
{
    /// <summary>Reads a stream, which has to be whole: dense from 1, every id once.</summary>
    public static IReadOnlyList<StoredEvent> Read(Ending ending)
    {
        List<StoredEvent> events = [.. ending.Lines.Select(Parse)];
        Assert.Equal(Enumerable.Range(1, events.Count).Select(seq => (long)seq), events.Select(one => one.Seq));
        Assert.Equal(events.Count, events.DistinctBy(one => one.Id).Count());
        return events;
    }

    /// <summary>What two runs of the same have in common: everything but place, id and time.</summary>
    public string Essence => $"{Type} {Stage} {Task} {Attempt} {Data}".TrimEnd();

    private static StoredEvent Parse(string line)
    {
        var json = JsonDocument.Parse(line).RootElement;
        return new(
            json.GetProperty("seq").GetInt64(), json.GetProperty("id").GetString()!, json.GetProperty("type").GetString()!,
            Text("stage"), Text("task"), json.TryGetProperty("attempt", out var attempt) ? attempt.GetInt32() : null,
            json.TryGetProperty("data", out var data) ? data.GetRawText() : null);

        string? Text(string name) => json.TryGetProperty(name, out var value) ? value.GetString() : null;
    }
}
