using System.Collections.Immutable;
using System.Text.Json;
using Signalbox.Core.Plans.Sources;
using Signalbox.Core.Providers;
using Signalbox.Core.Results;

namespace Signalbox.Providers.Fake;

/// <summary>The keys of the fake provider: what its build pretends to do. README.md has them with their defaults.</summary>
public sealed class FakeSettings : IProviderSettings
{
    /// <summary>The provider's word in configuration.</summary>
    public const string ProviderName = "fake";

    internal const string LateStart = "lateStart";
    internal const string Duration = "duration";
    internal const string Outcome = "outcome";
    internal const string Losses = "losses";
    internal const string Failures = "failures";
    internal const string ScheduleErrors = "scheduleErrors";
    internal const string UnknownState = "unknownState";
    internal const string StopAfterCancel = "stopAfterCancel";
    internal const string Push = "push";
    internal const string Log = "log";
    internal const string LogLines = "logLines";
    internal const string Tests = "tests";
    internal const string Failed = "failed";
    internal const string Skipped = "skipped";
    internal const string ReportFile = "reportFile";
    internal const string Files = "files";

    /// <summary>The most lines and tests.</summary>
    internal const int Most = 100_000;

    private const int MostAttempts = 1000;

    /// <summary>The longest duration.</summary>
    internal static TimeSpan Longest { get; } = TimeSpan.FromDays(365);

    /// <inheritdoc/>
    public string Provider => ProviderName;

    /// <inheritdoc/>
    public ImmutableArray<ProviderKey> Keys { get; } =
    [
        new(Duration, ProviderKeyKind.Text, "How long the build runs, such as 2s. Default: 0s."),
        new(LateStart, ProviderKeyKind.Text, "How long the build waits before it starts. Default: 0s."),
        new(Outcome, ProviderKeyKind.Text, "How it ends: succeed, fail, cancel (somebody cancels it in the CI), lose (its agent is lost) or never. Default: succeed."),
        new(Losses, ProviderKeyKind.WholeNumber, "The first so many attempts are lost. Default: 0."),
        new(Failures, ProviderKeyKind.WholeNumber, "So many attempts, after the losses, fail. Default: 0."),
        new(ScheduleErrors, ProviderKeyKind.WholeNumber, "So often the CI answers 500 before it takes an attempt. Default: 0."),
        new(UnknownState, ProviderKeyKind.Text, "A word that no adapter knows, which the CI says in place of running."),
        new(StopAfterCancel, ProviderKeyKind.Text, "How long a cancelled build goes on before it has stopped. Default: 0s."),
        new(Push, ProviderKeyKind.Boolean, "Whether the CI reports by itself; else it has to be polled. Default: true."),
        new(Log, ProviderKeyKind.TextList, "Lines of the log, written evenly over the duration."),
        new(LogLines, ProviderKeyKind.WholeNumber, "In place of log: so many generated lines."),
        new(Tests, ProviderKeyKind.WholeNumber, "How many tests the build reports. Default: no test report."),
        new(Failed, ProviderKeyKind.WholeNumber, "How many of the tests fail in an attempt that fails. Default: 0."),
        new(Skipped, ProviderKeyKind.WholeNumber, "How many of the tests are skipped. Default: 0."),
        new(ReportFile, ProviderKeyKind.Text, "The path at which the build leaves a JUnit report of its tests."),
        new(Files, ProviderKeyKind.TextMap, "Files that the build leaves, text by path; kept where artifacts or reports of the blueprint match."),
    ];

    /// <inheritdoc/>
    public IEnumerable<ProviderKeyProblem> Validate(IReadOnlyDictionary<string, JsonElement> settings)
    {
        var values = new FakeValues(settings);
        return [.. Durations(values), .. Numbers(values), .. Sense(values), .. Paths(values)];
    }

    private static IEnumerable<ProviderKeyProblem> Durations(FakeValues values) =>
        from key in (string[])[Duration, LateStart, StopAfterCancel]
        let text = values.Text(key)
        where text is not null && !(Core.Plans.Duration.TryParse(text, out var span) && span <= Longest)
        select new ProviderKeyProblem(key, $"'{text}' is not {Core.Plans.Duration.Expected}, of at most 365d");

    private static IEnumerable<ProviderKeyProblem> Numbers(FakeValues values) =>
        from limit in (KeyValuePair<string, int>[])
        [
            new(Losses, MostAttempts), new(Failures, MostAttempts), new(ScheduleErrors, MostAttempts),
            new(LogLines, Most), new(Tests, Most), new(Failed, Most), new(Skipped, Most),
        ]
        let number = values.Number(limit.Key)
        where number < 0 || number > limit.Value
        select new ProviderKeyProblem(limit.Key, $"{number} is not from 0 to {limit.Value}");

    private static IEnumerable<ProviderKeyProblem> Sense(FakeValues values)
    {
        if (values.Text(Outcome) is { } word && !FakeOutcomes.TryParse(word, out _))
            yield return new(Outcome, $"'{word}' is not an outcome: expected {string.Join(", ", FakeOutcomes.Words)}{Meant(word)}");
        if (values.Has(Log) && values.Has(LogLines)) yield return new(LogLines, $"'{Log}' says already what the log has; only one of them can");
        if (values.Number(Tests) is { } tests && (long)(values.Number(Failed) ?? 0) + (values.Number(Skipped) ?? 0) > tests)
            yield return new(Tests, $"{tests} are fewer than '{Failed}' and '{Skipped}' together");
        if (values.Has(Tests)) yield break;
        foreach (var key in (string[])[Failed, Skipped, ReportFile])
            if (values.Has(key)) yield return new(key, $"there are no tests; '{Tests}' says how many");
    }

    private static IEnumerable<ProviderKeyProblem> Paths(FakeValues values)
    {
        var report = values.Text(ReportFile);
        if (report is not null && !ResultPath.IsRight(report)) yield return new(ReportFile, WrongPath(report));
        foreach (var (path, _) in values.Texts(Files))
        {
            if (!ResultPath.IsRight(path)) yield return new(Files, WrongPath(path));
            if (path == report) yield return new(Files, $"'{path}' is already the '{ReportFile}'");
        }
    }

    private static string Meant(string word) =>
        NearestWord.Find(word, FakeOutcomes.Words) is { } nearest ? $" (did you mean '{nearest}'?)" : "";

    private static string WrongPath(string path) => $"'{path}' is not a relative path with '/' and without '..'";
}
