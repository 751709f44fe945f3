using System.Collections.Immutable;
using Signalbox.FakeGitHub.Apps;

namespace Signalbox.FakeGitHub.Checks;

/// <summary>All check runs of one App at one commit.</summary>
internal sealed record CheckSuite(long Id, App App, string HeadSha, string? HeadBranch, string? Before, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    public string NodeId => $"CS_{Id}";
}

/// <summary>A check run.</summary>
internal sealed record CheckRun
{
    public required long Id { get; init; }

    public required CheckSuite Suite { get; init; }

    public required string Name { get; init; }

    public string HeadSha => Suite.HeadSha;

    public string? DetailsUrl { get; init; }

    public string ExternalId { get; init; } = "";

    public string Status { get; init; } = "queued";

    public string? Conclusion { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? CompletedAt { get; init; }

    public string? Title { get; init; }

    public string? Summary { get; init; }

    public string? Text { get; init; }

    public ImmutableArray<Annotation> Annotations { get; init; } = [];

    public ImmutableArray<CheckAction> Actions { get; init; } = [];

    public string NodeId => $"CR_{Id}";

    /// <summary>Whether a branch that requires it is content.</summary>
    public bool Passed => Status == "completed" && Conclusion is "success" or "neutral" or "skipped";
}

/// <summary>A remark on lines of a file.</summary>
internal sealed record Annotation(
    string Path, int StartLine, int EndLine, int? StartColumn, int? EndColumn, string Level, string Message, string? Title, string? RawDetails);

/// <summary>A button of a check run.</summary>
internal sealed record CheckAction(string Label, string Description, string Identifier);
