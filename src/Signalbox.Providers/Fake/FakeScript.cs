using Signalbox.Core.Results;

namespace Signalbox.Providers.Fake;

/// <summary>What decides how the build of one attempt stands at any time; small, since it travels in the build's id.</summary>
internal sealed record FakeScript
{
    public TimeSpan LateStart { get; init; }

    public TimeSpan Duration { get; init; }

    public FakeOutcome Outcome { get; init; }

    public string? UnknownState { get; init; }

    public TimeSpan StopAfterCancel { get; init; }

    public bool Push { get; init; } = true;

    /// <summary>Generated lines of log.</summary>
    public int LogLines { get; init; }

    /// <summary>What the build's tests come to when it ends; null: it has none.</summary>
    public ReportCounts? Reports { get; init; }

    /// <summary>What the settings mean for one attempt: first come the losses, then the failures, then the outcome.</summary>
    public static FakeScript For(FakeValues values, int attempt)
    {
        var (losses, failures) = (values.Number(FakeSettings.Losses) ?? 0, values.Number(FakeSettings.Failures) ?? 0);
        var outcome = attempt <= losses ? FakeOutcome.Lose
            : attempt <= losses + failures ? FakeOutcome.Fail
            : values.Text(FakeSettings.Outcome) is { } word && FakeOutcomes.TryParse(word, out var said) ? said
            : FakeOutcome.Succeed;
        return new()
        {
            LateStart = values.Span(FakeSettings.LateStart),
            Duration = values.Span(FakeSettings.Duration),
            Outcome = outcome,
            UnknownState = values.Text(FakeSettings.UnknownState),
            StopAfterCancel = values.Span(FakeSettings.StopAfterCancel),
            Push = values.Truth(FakeSettings.Push) ?? true,
            LogLines = values.Number(FakeSettings.LogLines) ?? 0,
        };
    }
}
