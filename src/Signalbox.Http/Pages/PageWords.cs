using System.Globalization;
using Signalbox.Core.Builds;
using Signalbox.Core.Json;

namespace Signalbox.Http.Pages;

/// <summary>How pages write states, times and spans. A state is a sign and a word, so that colour is never all that tells it.</summary>
internal static class PageWords
{
    /// <summary>A build's state.</summary>
    public static Html State(BuildState state) => Mark(state switch
    {
        BuildState.Succeeded => ("✓", "good"),
        BuildState.Failed => ("✗", "bad"),
        BuildState.Cancelled => ("⊘", "quiet"),
        _ => ("●", "busy"),
    }, $"{state}");

    /// <summary>A stage's state.</summary>
    public static Html State(StageState state) => Mark(state switch
    {
        StageState.Succeeded => ("✓", "good"),
        StageState.Failed => ("✗", "bad"),
        StageState.Building => ("●", "busy"),
        _ => ("○", "quiet"),
    }, $"{state}");

    /// <summary>A task's state.</summary>
    public static Html State(TaskState state) => Mark(state switch
    {
        TaskState.Succeeded => ("✓", "good"),
        TaskState.Failed => ("✗", "bad"),
        TaskState.Building or TaskState.Scheduled or TaskState.Delegated => ("●", "busy"),
        _ => ("○", "quiet"),
    }, $"{state}");

    /// <summary>A time, for people and machines.</summary>
    public static Html Time(DateTimeOffset time) =>
        Html.Of($"""<time datetime="{UtcTimeConverter.Text(time)}">{Text(time)}</time>""");

    private static string Text(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>A span: `3.2 s`, `4 min 10 s`, `2 h 5 min`.</summary>
    public static string Span(long milliseconds)
    {
        var span = TimeSpan.FromMilliseconds(milliseconds);
        return span switch
        {
            { TotalSeconds: < 60 } => string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0.0} s"),
            { TotalMinutes: < 60 } => $"{(int)span.TotalMinutes} min {span.Seconds} s",
            _ => $"{(int)span.TotalHours} h {span.Minutes} min",
        };
    }

    private static Html Mark((string Sign, string Tone) look, string word) => Html.Of(
        $"""<span class="state {look.Tone}"><span aria-hidden="true">{look.Sign}</span> {word.ToLowerInvariant()}</span>""");
}
