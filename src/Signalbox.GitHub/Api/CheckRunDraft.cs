using System.Text.Json.Serialization;
using Signalbox.Core.Changes;

namespace Signalbox.GitHub.Api;

/// <summary>What a check run shall be. GitHub's limits are the caller's to keep; they stand with each value (provider-facts 1.10).</summary>
public sealed record CheckRunDraft
{
    /// <summary>What people see, and what branch protection asks for.</summary>
    public required string Name { get; init; }

    /// <summary>The commit. It cannot be changed later, so that an update leaves it out.</summary>
    public required CommitSha? HeadSha { get; init; }

    /// <summary>How far it is. Absent with a conclusion, which implies `completed`.</summary>
    public CheckStatus? Status { get; init; }

    /// <summary>How it ended.</summary>
    public CheckConclusion? Conclusion { get; init; }

    /// <summary>Our key; it comes back in events.</summary>
    public string? ExternalId { get; init; }

    /// <summary>Where it links to.</summary>
    public Uri? DetailsUrl { get; init; }

    /// <summary>When it began.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>Its text.</summary>
    public CheckOutput? Output { get; init; }

    /// <summary>Buttons, at most 3, shown when it has ended.</summary>
    public IReadOnlyList<CheckAction>? Actions { get; init; }
}

/// <summary>The text of a check run.</summary>
/// <param name="Title">One line.</param>
/// <param name="Summary">Markdown, at most 65,535 characters.</param>
/// <param name="Text">Markdown, at most 65,535 characters.</param>
/// <param name="Annotations">At most 50 a request; those of later writes are added to them.</param>
public sealed record CheckOutput(string Title, string Summary, string? Text = null, IReadOnlyList<CheckAnnotation>? Annotations = null);

/// <summary>A remark at lines of a file.</summary>
/// <param name="Path">From the repository's root.</param>
/// <param name="StartLine">From 1.</param>
/// <param name="EndLine">From 1, inclusive.</param>
/// <param name="AnnotationLevel">How bad it is.</param>
/// <param name="Message">At most 64 KiB.</param>
/// <param name="Title">At most 255 characters.</param>
/// <param name="RawDetails">At most 64 KiB.</param>
public sealed record CheckAnnotation(
    string Path, int StartLine, int EndLine, AnnotationLevel AnnotationLevel, string Message, string? Title = null, string? RawDetails = null);

/// <summary>A button.</summary>
/// <param name="Label">At most 20 characters.</param>
/// <param name="Description">At most 40 characters.</param>
/// <param name="Identifier">What the event says, at most 20 characters.</param>
public sealed record CheckAction(string Label, string Description, string Identifier);

/// <summary>How bad an annotation is.</summary>
[JsonConverter(typeof(WordConverter<AnnotationLevel>))]
public enum AnnotationLevel
{
    /// <summary>Good to know.</summary>
    Notice,

    /// <summary>Look at it.</summary>
    Warning,

    /// <summary>Why it failed.</summary>
    Failure,
}
