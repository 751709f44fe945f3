using System.Globalization;
using Microsoft.AspNetCore.Http;
using Signalbox.Core.Builds;
using Signalbox.Core.Results;
using Signalbox.Core.Trust;
using Signalbox.Http.Builds;
using Signalbox.Http.Problems;
using Signalbox.Http.Streams;
using Signalbox.Http.Trust;

namespace Signalbox.Http.Logs;

/// <summary>What tasks wrote.</summary>
public sealed class TaskLogs(IBuildStore builds, IResultStore results, BuildAccess access, TimeProvider time)
{
    private const string PlainText = "text/plain; charset=utf-8";

    /// <summary>The log of an attempt as text; of the last one, or of the one that stands in, where none is named.</summary>
    public async Task<IResult> ReadAsync(Caller caller, BuildId id, string name, int? number, CancellationToken stop)
    {
        await access.FindAsync(caller, Role.Read, id, stop);
        if (await builds.FindTaskAsync(id, name, stop) is not var (_, task)) return NoTask(id, name);
        if (LoggedAttempt.Of(id, task, number) is not { } attempt)
            return Refusals
                .NotFound($"Task '{name}' of build {id} has no {(number is null ? "attempt yet" : $"attempt {number}")}.").ToResult();
        if (await results.LogLengthAsync(attempt, stop) is not { } length)
            return Refusals
                .NotFound($"Attempt {attempt.Attempt} of task '{attempt.Task}' of build {attempt.Build} has written no log.").ToResult();
        return new ByteAnswer(length, (offset, reading) => results.OpenLogAsync(attempt, offset, reading), PlainText)
        {
            Headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
            {
                ["Signalbox-Attempt"] = attempt.Attempt.ToString(CultureInfo.InvariantCulture),
                ["Content-Security-Policy"] = "default-src 'none'; sandbox",
            },
        };
    }

    /// <summary>The log as it grows, to the task's end.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="id">The build.</param>
    /// <param name="name">Its task.</param>
    /// <param name="number">One attempt; absent: the last, and every later one.</param>
    /// <param name="after">Where a client that was cut off goes on.</param>
    /// <param name="ending">The service ends.</param>
    public async Task<IResult> FollowAsync(Caller caller, BuildId id, string name, int? number, LogPlace? after, CancellationToken ending)
    {
        await access.FindAsync(caller, Role.Read, id, ending);
        return await builds.FindTaskAsync(id, name, ending) is null
            ? NoTask(id, name)
            : new EventStream(stop => new LogFollower(builds, results, time).FollowAsync(id, name, number, after, stop), ending);
    }

    private static IResult NoTask(BuildId id, string name) => Refusals.NotFound($"Build {id} has no task '{name}'.").ToResult();
}
