using System.Collections.Immutable;
using Signalbox.FakeGitHub.Accounts;

namespace Signalbox.FakeGitHub.Apps;

/// <summary>A GitHub App: the one under test, or another one that reports checks beside it.</summary>
internal sealed record App(long Id, string Slug, Account Owner, Account Bot, DateTimeOffset CreatedAt)
{
    /// <summary>What OAuth and the JWT call it.</summary>
    public string ClientId { get; init; } = "";

    /// <summary>The permissions that it asks for: name to `read` or `write`.</summary>
    public ImmutableSortedDictionary<string, string> Permissions { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>The events that it subscribes to.</summary>
    public ImmutableArray<string> Events { get; init; } = [];

    public string NodeId => $"A_{Id}";
}
