using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Signalbox.FakeGitHub.Accounts;
using Signalbox.FakeGitHub.Apps;
using Signalbox.FakeGitHub.PullRequests;
using Signalbox.FakeGitHub.Repositories;
using Signalbox.FakeGitHub.Shapes;
using Signalbox.FakeGitHub.Worlds;

namespace Signalbox.FakeGitHub.Conversations;

/// <summary>Comments, reacts and labels. The world's gate is held.</summary>
internal sealed class ConversationChanges(World world)
{
    private const int LongestBody = 65536;

    public static IConversation? Find(HostedRepository repository, int number) =>
        repository.Pulls.TryGetValue(number, out var pull) ? pull : repository.Issues.GetValueOrDefault(number);

    public Issue Open(HostedRepository repository, string title, string? body, Account author)
    {
        var issue = new Issue(world.Sequence.Next(), repository.NextNumber(), title, body, author, world.Now);
        return repository.Issues[issue.Number] = issue;
    }

    public Result<Comment> Comment(HostedRepository repository, int number, string? body, Account author, App? through)
    {
        if (Problem(body) is { } problem) return problem;
        var comment = new Comment(world.Sequence.Next(), number, author, body!, world.Now, world.Now) { Through = through };
        repository.Comments[comment.Id] = comment;
        world.Events.Comment("created", repository, comment, author);
        return comment;
    }

    public Result<Comment> Edit(HostedRepository repository, Comment comment, string? body, Account actor)
    {
        if (Problem(body) is { } problem) return problem;
        var edited = repository.Comments[comment.Id] = comment with { Body = body!, UpdatedAt = world.Now };
        if (comment.Body != body) world.Events.Comment("edited", repository, edited, actor, comment.Body);
        return edited;
    }

    public void Delete(HostedRepository repository, Comment comment, Account actor)
    {
        if (repository.Comments.TryRemove(comment.Id, out _)) world.Events.Comment("deleted", repository, comment, actor);
    }

    /// <summary>Reacts, once per person and content.</summary>
    public Result<Tuple<Reaction, bool>> React(HostedRepository repository, long? comment, int number, string? content, Account author)
    {
        if (content is null || !Reaction.Contents.Contains(content)) return Refusal.Invalid("Reaction", "content", "custom", "content is not included in the list");
        var existing = repository.Reactions.Values.FirstOrDefault(one =>
            one.Comment == comment && one.Number == number && one.Author.Id == author.Id && one.Content == content);
        if (existing is not null) return Tuple.Create(existing, false);
        var reaction = new Reaction(world.Sequence.Next(), comment, number, author, content, world.Now);
        repository.Reactions[reaction.Id] = reaction;
        return Tuple.Create(reaction, true);
    }

    /// <summary>Sets the labels of a conversation; names that the repository does not know are made.</summary>
    public async Task<ImmutableArray<string>> LabelAsync(
        HostedRepository repository, IConversation about, IEnumerable<string> names, Account actor, CancellationToken cancellationToken)
    {
        ImmutableArray<string> wanted = [.. names.Distinct(StringComparer.OrdinalIgnoreCase)];
        foreach (var name in wanted) repository.Labels.GetOrAdd(name, new Label(world.Sequence.Next(), name, "ededed", null));
        var added = wanted.Except(about.Labels, StringComparer.OrdinalIgnoreCase).ToList();
        var removed = about.Labels.Except(wanted, StringComparer.OrdinalIgnoreCase).ToList();
        if (about is Issue issue) repository.Issues[issue.Number] = issue with { Labels = wanted };
        if (about is not PullRequest pull) return wanted;
        repository.Pulls[pull.Number] = pull = pull with { Labels = wanted };
        foreach (var (action, name) in removed.Select(name => ("unlabeled", name)).Concat(added.Select(name => ("labeled", name))))
        {
            var label = ConversationShapes.Label(world, repository, repository.Labels[name]);
            pull = await world.PullRequests.ChangeAsync(repository, pull, action, actor, new JsonObject { ["label"] = label }, cancellationToken);
        }

        return wanted;
    }

    private static Refusal? Problem(string? body) => body switch
    {
        null or "" => Refusal.Invalid("IssueComment", "body", "missing_field"),
        { Length: > LongestBody } => Refusal.Invalid("IssueComment", "body", "custom", $"body is too long (maximum is {LongestBody} characters)"),
        _ => null,
    };
}
