using System.Text.Json;
using Signalbox.Embedded.Engine.Histories;

namespace Signalbox.Embedded.Engine.Sessions;

/// <summary>Compares what a replayed turn asked for with what its record shows.</summary>
internal static class ReplayMismatch
{
    /// <summary>The first difference in words; null when there is none.</summary>
    public static string? Find(HistoryTurn recorded, IReadOnlyList<HistoryCommand> commands, HistoryEnd? end)
    {
        var expected = recorded.Commands ?? [];
        for (var i = 0; i < Math.Max(expected.Count, commands.Count); i++)
        {
            var (was, now) = (expected.ElementAtOrDefault(i), commands.ElementAtOrDefault(i));
            if (was is null) return $"the history shows nothing after {i} commands of the turn at {recorded.At:O}, the code asks for {Words(now)}";
            if (now is null) return $"the history shows {Words(was)} in the turn at {recorded.At:O}, the code asks for nothing more";
            if (!was.Matches(now)) return $"the history shows {Words(was)} in the turn at {recorded.At:O}, the code asks for {Words(now)}";
        }

        return SameEnd(recorded.End, end) ? null : $"the history shows that it {Words(recorded.End)} at {recorded.At:O}, the code {Words(end)}";
    }

    // A terminated generation was ended from outside: its code may stand anywhere.
    private static bool SameEnd(HistoryEnd? recorded, HistoryEnd? replayed) => (recorded, replayed) switch
    {
        (HistoryEnd.Terminated, _) => true,
        (HistoryEnd.Completed a, HistoryEnd.Completed b) => SameJson(a.Output, b.Output),
        (HistoryEnd.Continued a, HistoryEnd.Continued b) => SameJson(a.Input, b.Input),
        (HistoryEnd.Failed a, HistoryEnd.Failed b) => a.Failure.ErrorType == b.Failure.ErrorType,
        _ => recorded is null && replayed is null,
    };

    private static bool SameJson(RawJson? a, RawJson? b) =>
        a == b || (a is not null && b is not null && JsonElement.DeepEquals(Payload.Element(a.Value.Text)!.Value, Payload.Element(b.Value.Text)!.Value));

    private static string Words(HistoryCommand? command) => $"{command} as task {command?.Task}";

    private static string Words(HistoryEnd? end) => end switch
    {
        HistoryEnd.Completed done => $"returned {done.Output?.Text ?? "nothing"}",
        HistoryEnd.Failed failed => $"failed with {failed.Failure.ErrorType}: {failed.Failure.Message}",
        HistoryEnd.Continued next => $"continued as new with {next.Input?.Text ?? "nothing"}",
        HistoryEnd.Terminated => "was terminated",
        _ => "waits",
    };
}
