using System.Collections.Immutable;
using Signalbox.FakeGitHub.Accounts;

namespace Signalbox.FakeGitHub.Conversations;

/// <summary>What can be commented and labelled: an issue, or a pull request, which is one, too.</summary>
internal interface IConversation
{
    long Id { get; }

    int Number { get; }

    string Title { get; }

    string? Body { get; }

    Account Author { get; }

    bool IsOpen { get; }

    bool IsPull { get; }

    ImmutableArray<string> Labels { get; }

    DateTimeOffset CreatedAt { get; }

    DateTimeOffset UpdatedAt { get; }

    DateTimeOffset? ClosedAt { get; }
}

/// <summary>An issue that is no pull request.</summary>
internal sealed record Issue(long Id, int Number, string Title, string? Body, Account Author, DateTimeOffset CreatedAt) : IConversation
{
    public bool IsOpen { get; init; } = true;

    public bool IsPull => false;

    public ImmutableArray<string> Labels { get; init; } = [];

    public DateTimeOffset UpdatedAt { get; init; } = CreatedAt;

    public DateTimeOffset? ClosedAt { get; init; }
}

/// <summary>A comment of a conversation.</summary>
internal sealed record Comment(long Id, int Number, Account Author, string Body, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    /// <summary>The App that wrote it.</summary>
    public Apps.App? Through { get; init; }

    public string NodeId => $"IC_{Id}";
}

/// <summary>A reaction to a comment, or to a conversation's own text.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Comment">The comment; null for the conversation.</param>
/// <param name="Number">The conversation.</param>
/// <param name="Author">Who reacted; nobody has the same content twice.</param>
/// <param name="Content">`eyes`, `+1`…</param>
/// <param name="CreatedAt">When.</param>
internal sealed record Reaction(long Id, long? Comment, int Number, Account Author, string Content, DateTimeOffset CreatedAt)
{
    public static readonly ImmutableArray<string> Contents = ["+1", "-1", "laugh", "hooray", "confused", "heart", "rocket", "eyes"];
}
