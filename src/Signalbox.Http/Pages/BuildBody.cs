using System.Globalization;
using Signalbox.Core.Builds;
using Signalbox.Core.Logs;
using Signalbox.Core.Results;
using Signalbox.Http.Results;

namespace Signalbox.Http.Pages;

/// <summary>A build in HTML.</summary>
/// <param name="build">The build.</param>
/// <param name="tails">By the task's name.</param>
/// <param name="files">What it published; absent where nothing is.</param>
internal sealed class BuildBody(BuildView build, IReadOnlyDictionary<string, LogTail> tails, (ResultAddress Address, ResultRun Run)? files)
{
    private const int MostFiles = 500;

    public Html ToHtml() => Html.Of($"""
        <main>
        <h1>{build.Change} <span class="quiet">in {build.Repository.Value}</span></h1>
        <p role="status">{PageWords.State(build.State)}{Outcome()}</p>
        <dl>
        <dt>Build</dt>
        <dd><code>{build.Id.Value}</code>, <a href="/api/builds/{build.Id.Value}">JSON</a>, <a href="/api/builds/{build.Id.Value}/events">events</a></dd>
        <dt>Commit</dt><dd><code>{build.Sha.Value}</code></dd>
        {Row("Merged on", build.Base?.Value)}
        <dt>Made for</dt><dd>{Word(build.Reason)}</dd>
        <dt>Created</dt><dd>{PageWords.Time(build.CreatedAt)}</dd>
        {Row("Took", build.DurationMs is { } took ? PageWords.Span(took) : null)}
        {Row("Cancelled by", build.CancelledBy)}
        </dl>
        {Message()}
        {Html.Join((build.Stages ?? []).Select(Stage))}
        {Files()}
        </main>
        """);

    private Html Outcome() => build.Result is { } result
        ? Html.Of($": {result.Completed} succeeded, {result.Failed} failed{After(", ", result.Reason)}{After(", ended by ", result.Trigger)}")
        : Html.None;

    private static string After(string words, string? value) => value is null ? "" : words + value;

    private Html Message() => build.Result?.Message is { } message ? Html.Of($"<pre>{message}</pre>") : Html.None;

    private Html Stage(StageView stage, int index) => Html.Of($"""
        <section aria-labelledby="stage-{index}">
        <h2 id="stage-{index}">{stage.Name} {PageWords.State(stage.State)}
        <span class="quiet">{(stage.DurationMs is { } took ? PageWords.Span(took) : "")}</span></h2>
        <ul>
        {Html.Join(stage.Tasks.Select(Task))}
        </ul>
        </section>
        """);

    private Html Task(TaskView task) => Html.Of($"""
        <li class="task">
        <div class="row"><h3>{task.Name}</h3> {PageWords.State(task.State)} <span class="quiet">{Remarks(task)}</span>
        <span>{Links(task)}</span></div>
        {Tail(task)}
        </li>
        """);

    private static string Remarks(TaskView task) => string.Join(
        ", ",
        ((string?[])
        [
            task.Reason,
            task.AllowFailure == true ? "may fail" : null,
            task.Flaky == true ? "flaky" : null,
            task.ApprovedBy is { } by ? $"approved by {by}" : null,
            task.DelegatedTo is { } other ? $"taken from build {other.Build}" : null,
            task.Reports is { } counts ? $"{counts.Tests} tests, {counts.Failed} failed, {counts.Skipped} skipped" : null,
            task.Attempts is [.., { DurationMs: { } took }] ? PageWords.Span(took) : null,
            task.Attempts.Length > 1 ? $"attempt {task.Attempts.Length}" : null,
        ]).OfType<string>());

    private static Html Links(TaskView task)
    {
        var log = task.DelegatedTo?.Log ?? (task.Attempts is [.., var last] ? last.Log : null);
        var provider = task.Attempts is [.., { Link: { } link }] && IsWeb(link)
            ? Html.Of($""" <a href="{link}" rel="noreferrer">provider</a>""")
            : Html.None;
        return log is null ? provider : Html.Of($"""<a href="{log}">log<span class="quiet"> of {task.Name}</span></a>{provider}""");
    }

    private Html Tail(TaskView task)
    {
        if (!tails.TryGetValue(task.Name, out var tail)) return Html.None;
        var before = tail.IsWhole ? "" : "…\n";
        return Html.Of($"""<pre aria-label="End of the log of {task.Name}" tabindex="0">{before}{string.Join('\n', tail.Lines)}</pre>""");
    }

    private Html Files()
    {
        if (files is not var (address, run)) return Html.None;
        var shown = run.Files.Take(MostFiles).Select(file => Html.Of(
            $"""
            <li><a href="{PublishedResults.LinkTo(address, file.Key)}">{file.Key}</a>
            <span class="quiet">{file.Value.Length.ToString("N0", CultureInfo.InvariantCulture)} bytes</span></li>
            """));
        var more = run.Files.Count > MostFiles ? Html.Of($"<p>and {run.Files.Count - MostFiles} more</p>") : Html.None;
        return Html.Of($"""<section aria-labelledby="results"><h2 id="results">Results</h2><ul>{Html.Join(shown)}</ul>{more}</section>""");
    }

    private static Html Row(string name, string? value) => value is null ? Html.None : Html.Of($"<dt>{name}</dt><dd>{value}</dd>");

    private static string Word(BuildReason reason) => reason == BuildReason.PullRequest ? "pull request" : $"{reason}".ToLowerInvariant();

    // A provider names its own page: nothing but a web address may become a link.
    private static bool IsWeb(string link) => Uri.TryCreate(link, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https";
}
