using System.Collections.Immutable;
using Signalbox.FakeGitHub.Checks;
using Signalbox.FakeGitHub.Conversations;
using Signalbox.FakeGitHub.Statuses;

namespace Signalbox.FakeGitHub.Scripts;

/// <summary>A check run as a person sees it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="App">The slug of the App that made it.</param>
/// <param name="Name">Its name.</param>
/// <param name="Status">`queued`, `in_progress`, `completed`.</param>
/// <param name="Conclusion">`success`, `failure`… of a completed one.</param>
/// <param name="ExternalId">The App's own key.</param>
/// <param name="DetailsUrl">Where it links to.</param>
/// <param name="Title">Of its output.</param>
/// <param name="Summary">Of its output.</param>
/// <param name="Text">Of its output.</param>
/// <param name="Annotations">`path:line level message`.</param>
/// <param name="Buttons">Identifiers of its actions.</param>
public sealed record SeenCheck(
    long Id, string App, string Name, string Status, string? Conclusion, string ExternalId, string? DetailsUrl, string? Title, string? Summary, string? Text,
    ImmutableArray<string> Annotations, ImmutableArray<string> Buttons)
{
    internal static SeenCheck Of(CheckRun run) => new(
        run.Id, run.Suite.App.Slug, run.Name, run.Status, run.Conclusion, run.ExternalId, run.DetailsUrl, run.Title, run.Summary, run.Text,
        [.. run.Annotations.Select(one => $"{one.Path}:{one.StartLine} {one.Level} {one.Message}")], [.. run.Actions.Select(one => one.Identifier)]);
}

/// <summary>A commit status as a person sees it.</summary>
public sealed record SeenStatus(string Context, string State, string? Description, string? TargetUrl, string Creator)
{
    internal static SeenStatus Of(CommitStatus status) => new(status.Context, status.State, status.Description, status.TargetUrl, status.Creator.Login);
}

/// <summary>A comment as a person sees it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Author">A login; the App's is `{slug}[bot]`.</param>
/// <param name="Body">Its text.</param>
/// <param name="Reactions">`login content`, oldest first.</param>
public sealed record SeenComment(long Id, string Author, string Body, ImmutableArray<string> Reactions)
{
    internal static SeenComment Of(Comment comment, IEnumerable<Reaction> reactions) => new(
        comment.Id, comment.Author.Login, comment.Body,
        [.. reactions.Where(one => one.Comment == comment.Id).OrderBy(one => one.Id).Select(one => $"{one.Author.Login} {one.Content}")]);
}
