using Signalbox.Core.Builds;
using Signalbox.Core.Plans;
using Signalbox.Core.Results;
using Signalbox.Providers.Process.Output;

namespace Signalbox.Providers.Process.Results;

/// <summary>Keeps the artifacts and test reports that a task left in its checkout, and counts the tests.</summary>
internal sealed class ResultCollector(IResultStore results, ProcessOptions options)
{
    /// <summary>Collects; what was left out is said in the log, one line for each reason.</summary>
    /// <returns>The sum over the right reports; null when there is none.</returns>
    public async Task<ReportCounts?> CollectAsync(
        TaskAttempt attempt, PlannedTask task, string checkout, Redactor redactor, TaskLog log, CancellationToken cancellationToken)
    {
        if (task.Artifacts.IsDefaultOrEmpty && task.JUnitReports.IsDefaultOrEmpty) return null;
        var reports = CheckoutFiles.Find(checkout, task.JUnitReports);
        var kept = new KeptResults(options.MaxResultFiles, options.MaxResultBytes);
        ReportCounts? total = null;
        // Reports first: they are few, and the limits must not cost them.
        foreach (var path in reports)
        {
            if (await ReadReportAsync(checkout, path, log, cancellationToken) is { } counts)
                total = new((total?.Tests ?? 0) + counts.Tests, (total?.Failed ?? 0) + counts.Failed, (total?.Skipped ?? 0) + counts.Skipped);
            await KeepAsync(path, redactor);
        }

        // An artifact is the task's own work, byte for byte; only its name is ours to show.
        foreach (var path in CheckoutFiles.Find(checkout, task.Artifacts).Except(reports, StringComparer.Ordinal)) await KeepAsync(path, null);
        foreach (var remark in kept.Remarks) await log.NoteAsync(remark, cancellationToken);
        return total;

        async Task KeepAsync(string path, Redactor? hiding)
        {
            if (redactor.Finds(path))
            {
                kept.SecretInName();
                return;
            }

            if (!ResultPath.IsRight(path))
            {
                kept.WrongName();
                return;
            }

            await using var file = CheckoutFile.TryOpen(checkout, path);
            if (file is null) kept.NotAFile();
            else if (kept.HasRoomFor(file.Length)) await PutAsync(attempt, path, file, hiding, cancellationToken);
        }
    }

    private static async Task<ReportCounts?> ReadReportAsync(string checkout, string path, TaskLog log, CancellationToken cancellationToken)
    {
        await using var file = CheckoutFile.TryOpen(checkout, path);
        if (file is null) return null;
        if (JUnitReader.TryRead(file, out var report, out var trouble)) return report!.Counts;
        await log.NoteAsync($"{path} is not a right JUnit report and is not counted: {trouble}", cancellationToken);
        return null;
    }

    private async Task PutAsync(TaskAttempt attempt, string path, FileStream file, Redactor? hiding, CancellationToken cancellationToken)
    {
        if (hiding?.Automaton is null)
        {
            await results.PutResultAsync(attempt, path, file, cancellationToken);
            return;
        }

        await using var redacted = new RedactedStream(file, hiding);
        await results.PutResultAsync(attempt, path, redacted, cancellationToken);
    }
}
