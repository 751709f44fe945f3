using System.Globalization;
using Signalbox.Core.Builds;
using Signalbox.Core.Changes;
using Signalbox.Core.Providers;

namespace Signalbox.Providers.Fake;

/// <summary>
/// The id says all of the build: `fake://{build}/{escaped task}/{attempt}?at=…&amp;sha=…`, times in milliseconds, what is as by default left out.
/// </summary>
internal static class FakeBuildId
{
    private const string Scheme = FakeSettings.ProviderName + "://";

    // What is larger is read as the largest, so its id is not canonical and none of ours; no sum of times leaves what a time can be.
    private static readonly long Longest = (long)FakeSettings.Longest.TotalMilliseconds;
    private static readonly long Latest = DateTimeOffset.MaxValue.AddYears(-4).ToUnixTimeMilliseconds();

    public static ProviderBuildId Of(FakeBuild build)
    {
        var script = build.Script;
        List<string> words = [Word("at", build.ScheduledAt.ToUnixTimeMilliseconds()), $"sha={build.Sha}"];
        if (script.LateStart > TimeSpan.Zero) words.Add(Word("late", Milliseconds(script.LateStart)));
        if (script.Duration > TimeSpan.Zero) words.Add(Word("for", Milliseconds(script.Duration)));
        if (script.Outcome != FakeOutcome.Succeed) words.Add($"end={FakeOutcomes.Word(script.Outcome)}");
        if (script.UnknownState is { } says) words.Add($"says={Uri.EscapeDataString(says)}");
        if (script.StopAfterCancel > TimeSpan.Zero) words.Add(Word("stop", Milliseconds(script.StopAfterCancel)));
        if (!script.Push) words.Add("push=0");
        if (script.LogLines > 0) words.Add(Word("lines", script.LogLines));
        if (script.Reports is { } reports) words.Add(FormattableString.Invariant($"tests={reports.Tests}.{reports.Failed}.{reports.Skipped}"));
        var key = build.Key;
        return ProviderBuildId.Parse(FormattableString.Invariant(
            $"{Scheme}{key.Build}/{Uri.EscapeDataString(key.Task)}/{key.Attempt}?{string.Join('&', words)}"));
    }

    /// <summary>The build; null when the id is not one of ours in its canonical form.</summary>
    public static FakeBuild? TryParse(ProviderBuildId id)
    {
        if (!id.Value.StartsWith(Scheme, StringComparison.Ordinal) || id.Value[Scheme.Length..].Split('?') is not [var path, var query]) return null;
        if (path.Split('/') is not [var name, var task, var number]) return null;
        var words = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var word in query.Split('&'))
            if (word.Split('=') is not [var key, var value] || !words.TryAdd(key, value)) return null;
        if (!BuildId.TryParse(name, null, out var build) || Number(number) is not (>= 1 and <= int.MaxValue and var attempt)) return null;
        if (!CommitSha.TryParse(words.GetValueOrDefault("sha"), null, out var sha) || At(words) is not { } at) return null;
        if (Script(words) is not { } script) return null;
        var read = new FakeBuild(new(build, Uri.UnescapeDataString(task), (int)attempt), sha, at, script);
        // Another writing of the same, or a word that we do not know, would be a second id of one build.
        return Of(read) == id ? read : null;
    }

    private static DateTimeOffset? At(Dictionary<string, string> words) =>
        Number(words.GetValueOrDefault("at")) is { } at && at <= Latest ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null;

    private static FakeScript? Script(Dictionary<string, string> words)
    {
        var outcome = FakeOutcome.Succeed;
        if (words.TryGetValue("end", out var end) && !FakeOutcomes.TryParse(end, out outcome)) return null;
        return new()
        {
            LateStart = Span(words, "late"),
            Duration = Span(words, "for"),
            Outcome = outcome,
            UnknownState = words.TryGetValue("says", out var says) ? Uri.UnescapeDataString(says) : null,
            StopAfterCancel = Span(words, "stop"),
            Push = !words.ContainsKey("push"),
            LogLines = (int)Math.Min(Number(words.GetValueOrDefault("lines")) ?? 0, FakeSettings.Most),
            Reports = words.GetValueOrDefault("tests")?.Split('.').Select(Number).ToList() is [{ } tests, { } failed, { } skipped]
                ? new((int)Math.Min(tests, int.MaxValue), (int)Math.Min(failed, int.MaxValue), (int)Math.Min(skipped, int.MaxValue))
                : null,
        };
    }

    private static TimeSpan Span(Dictionary<string, string> words, string key) =>
        TimeSpan.FromMilliseconds(Math.Min(Number(words.GetValueOrDefault(key)) ?? 0, Longest));

    private static long? Number(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string Word(string key, long number) => FormattableString.Invariant($"{key}={number}");

    private static long Milliseconds(TimeSpan span) => (long)span.TotalMilliseconds;
}
