namespace Signalbox.Core.Results;

/// <summary>Totals over a task's test reports.</summary>
/// <param name="Tests">All test cases.</param>
/// <param name="Failed">Failures and errors.</param>
/// <param name="Skipped">Skipped test cases.</param>
public sealed record ReportCounts(int Tests, int Failed, int Skipped);
