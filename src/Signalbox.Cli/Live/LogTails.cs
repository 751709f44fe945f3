using Signalbox.Core.Builds;
using Signalbox.Core.Logs;
using Signalbox.Core.Results;

namespace Signalbox.Cli.Live;

/// <summary>The last log line of tasks that run, read again only where the log has grown.</summary>
internal sealed class LogTails(IResultStore results)
{
    private readonly Dictionary<TaskAttempt, (long Length, string Line)> known = [];
    private Dictionary<string, string> lines = new(StringComparer.Ordinal);

    /// <summary>The line of a task as of the last read; null when there is none.</summary>
    public string? Find(BuildTask task) => lines.GetValueOrDefault(task.Name);

    /// <summary>Reads what has changed.</summary>
    /// <param name="build">The build.</param>
    /// <param name="tasks">Those that are shown; of them those that run are read.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task ReadAsync(BuildId build, IEnumerable<BuildTask> tasks, CancellationToken cancellationToken)
    {
        var fresh = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var task in tasks.Where(task => task.State == TaskState.Building))
        {
            var attempt = new TaskAttempt(build, task.Name, task.Attempt);
            var length = await results.LogLengthAsync(attempt, cancellationToken) ?? 0;
            if (length > 0 && (!known.TryGetValue(attempt, out var last) || last.Length != length))
            {
                var tail = await LogTail.ReadAsync(results, attempt, 1, cancellationToken);
                known[attempt] = (length, tail.Lines is [var line] ? line : "");
            }

            if (known.TryGetValue(attempt, out var now)) fresh[task.Name] = now.Line;
        }

        lines = fresh;
    }
}
