using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Signalbox.Core.Builds;
using Signalbox.Core.Results;
using Signalbox.Http.Json;

namespace Signalbox.Http.Logs;

/// <summary>Reads a task's log as it grows, from attempt to attempt.</summary>
internal sealed class LogFollower(IBuildStore builds, IResultStore results, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    /// <summary>The pieces, to the end of the task, or of the one attempt that was asked for.</summary>
    public async IAsyncEnumerable<SseItem<string>> FollowAsync(
        BuildId id, string name, int? number, LogPlace? after, [EnumeratorCancellation] CancellationToken stop)
    {
        TaskAttempt? current = null;
        var position = 0L;
        while (await builds.FindTaskAsync(id, name, stop) is var (head, task))
        {
            // Before the reading, so that what the task wrote last is still read.
            var ended = task.State.HasEnded() || head.State.HasEnded() || number < task.Attempt;
            if (LoggedAttempt.Of(id, task, number) is { } attempt)
            {
                if (attempt != current) (current, position) = (attempt, after?.Attempt == attempt.Attempt ? after.Value.Position : 0);
                await foreach (var piece in ReadAsync(attempt, position, ended, stop))
                {
                    position = piece.Position;
                    yield return piece.Item;
                }
            }

            if (ended) yield break;
            await Task.Delay(Interval, time, stop);
        }
    }

    private async IAsyncEnumerable<(SseItem<string> Item, long Position)> ReadAsync(
        TaskAttempt attempt, long position, bool ended, [EnumeratorCancellation] CancellationToken stop)
    {
        await using var log = await results.OpenLogAsync(attempt, position, stop);
        if (log is null) yield break;
        var text = new Utf8Pieces(log);
        while (await text.NextAsync(ended, stop) is { } next)
        {
            var piece = new LogPiece(attempt.Attempt, position, next.Text);
            position += next.Bytes;
            yield return (
                new(JsonSerializer.Serialize(piece, HttpJson.Shapes.LogPiece))
                {
                    EventId = new LogPlace(attempt.Attempt, position).ToString(),
                },
                position);
        }
    }
}
