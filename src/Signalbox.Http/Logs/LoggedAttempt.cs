using Signalbox.Core.Builds;

namespace Signalbox.Http.Logs;

/// <summary>Whose log a task has.</summary>
internal static class LoggedAttempt
{
    /// <summary>The attempt of that number; without one the last, or the one that stands in. Null: there is none.</summary>
    public static TaskAttempt? Of(BuildId build, BuildTask task, int? number) => number is { } one
        ? task.Attempts.Any(attempt => attempt.Attempt == one) ? new(build, task.Name, one) : null
        : task.DelegatedTo ?? (task.Attempts is [.., var last] ? new(build, task.Name, last.Attempt) : null);
}
