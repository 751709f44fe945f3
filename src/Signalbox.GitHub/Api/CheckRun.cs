using System.Text.Json.Serialization;
using Signalbox.Core.Changes;

namespace Signalbox.GitHub.Api;

/// <summary>A check run as GitHub shows it.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Name">What people see, and what branch protection asks for.</param>
/// <param name="HeadSha">The commit that it is about.</param>
/// <param name="Status">How far it is.</param>
/// <param name="Conclusion">How it ended; unknown until then.</param>
/// <param name="ExternalId">The key that we gave it.</param>
/// <param name="DetailsUrl">Where it links to.</param>
/// <param name="App">Who made it.</param>
/// <param name="Output">Its text.</param>
public sealed record CheckRun(
    long Id,
    string Name,
    CommitSha HeadSha,
    CheckStatus Status,
    CheckConclusion Conclusion = CheckConclusion.Unknown,
    string? ExternalId = null,
    string? DetailsUrl = null,
    CheckApp? App = null,
    CheckText? Output = null);

/// <summary>The App that made a check.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Slug">Its name in addresses.</param>
public sealed record CheckApp(long Id, string? Slug = null);

/// <summary>The text of a check run as GitHub shows it.</summary>
/// <param name="Title">One line.</param>
/// <param name="Summary">Markdown.</param>
/// <param name="AnnotationsCount">How many annotations it has so far; those of later writes are added.</param>
public sealed record CheckText(string? Title = null, string? Summary = null, int AnnotationsCount = 0);

/// <summary>How far a check run is. Apps may set the first three.</summary>
[JsonConverter(typeof(WordConverter<CheckStatus>))]
public enum CheckStatus
{
    /// <summary>A word that we do not know, such as those of GitHub Actions alone.</summary>
    Unknown,

    /// <summary>It waits.</summary>
    Queued,

    /// <summary>It runs.</summary>
    InProgress,

    /// <summary>It has ended.</summary>
    Completed,
}

/// <summary>How a check run ended. `success`, `neutral` and `skipped` satisfy branch protection.</summary>
[JsonConverter(typeof(WordConverter<CheckConclusion>))]
public enum CheckConclusion
{
    /// <summary>It has not ended, or with a word that we do not know.</summary>
    Unknown,

    /// <summary>Good.</summary>
    Success,

    /// <summary>Bad.</summary>
    Failure,

    /// <summary>Neither.</summary>
    Neutral,

    /// <summary>Somebody stopped it.</summary>
    Cancelled,

    /// <summary>It did not have to run.</summary>
    Skipped,

    /// <summary>It took too long.</summary>
    TimedOut,

    /// <summary>Somebody has to do something.</summary>
    ActionRequired,

    /// <summary>GitHub gave it up after 14 days; only GitHub sets this.</summary>
    Stale,
}
