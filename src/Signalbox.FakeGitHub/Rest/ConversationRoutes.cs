using System.Text.Json.Nodes;
using Signalbox.FakeGitHub.Conversations;
using Signalbox.FakeGitHub.Shapes;

namespace Signalbox.FakeGitHub.Rest;

/// <summary>Issues, comments, reactions and labels. A pull request is an issue, too.</summary>
internal static class ConversationRoutes
{
    private const string Root = "/repos/{owner}/{repo}";
    private const string Issue = Root + "/issues/{number}";
    private const string Comment = Root + "/issues/comments/{id}";

    private static readonly string[] Either = ["issues", "pull_requests"];

    public static void AddTo(RouteTable routes)
    {
        var (read, speak, write) = (Access.Read(Either), Access.Speak(Either), Access.Write(Either));
        routes.Get(Issue, read, On((call, one) => Reply.Ok(ConversationShapes.Issue(call.World, call.Repository, one))));
        routes.Get($"{Issue}/comments", read, On((call, one) => Pages.Of(
            call, [.. call.Repository.Comments.Values.Where(comment => comment.Number == one.Number).OrderBy(comment => comment.Id)], comment => Shape(call, comment))));
        routes.Post($"{Issue}/comments", speak, On((call, one) => Reply.Of(
            call.World.Conversations.Comment(call.Repository, one.Number, call.Text("body"), call.Actor, call.App), comment => Shape(call, comment), 201)), makesContent: true);
        routes.Get(Comment, read, OnComment((call, comment) => Reply.Ok(Shape(call, comment))));
        routes.Patch(Comment, speak, OnComment((call, comment) => Reply.Of(
            call.World.Conversations.Edit(call.Repository, comment, call.Text("body"), call.Actor), edited => Shape(call, edited))));
        routes.Delete(Comment, speak, OnComment((call, comment) =>
        {
            call.World.Conversations.Delete(call.Repository, comment, call.Actor);
            return Reply.Nothing;
        }));
        routes.Get($"{Comment}/reactions", read, OnComment((call, comment) => Reactions(call, one => one.Comment == comment.Id)));
        routes.Post($"{Comment}/reactions", speak, OnComment((call, comment) => React(call, comment.Id, comment.Number)), makesContent: true);
        routes.Delete($"{Comment}/reactions/{{reaction}}", speak, OnComment((call, comment) => Unreact(call, one => one.Comment == comment.Id)));
        routes.Get($"{Issue}/reactions", read, On((call, about) => Reactions(call, one => one.Comment is null && one.Number == about.Number)));
        routes.Post($"{Issue}/reactions", speak, On((call, about) => React(call, null, about.Number)), makesContent: true);
        routes.Delete($"{Issue}/reactions/{{reaction}}", speak, On((call, about) => Unreact(call, one => one.Comment is null && one.Number == about.Number)));
        routes.Get($"{Root}/labels", read, call => Pages.Of(
            call, [.. call.Repository.Labels.Values.OrderBy(one => one.Id)], one => ConversationShapes.Label(call.World, call.Repository, one)));
        routes.Get($"{Issue}/labels", read, On((call, about) => Labels(call, about.Labels)));
        routes.Post($"{Issue}/labels", write, OnAsync((call, about) => LabelAsync(call, about, [.. about.Labels, .. Names(call)])));
        routes.Put($"{Issue}/labels", write, OnAsync((call, about) => LabelAsync(call, about, Names(call))));
        routes.Delete($"{Issue}/labels", write, OnAsync(async (call, about) =>
        {
            await LabelAsync(call, about, []);
            return Reply.Nothing;
        }));
        routes.Delete($"{Issue}/labels/{{name}}", write, OnAsync((call, about) => about.Labels.Contains(call["name"], StringComparer.OrdinalIgnoreCase)
            ? LabelAsync(call, about, about.Labels.Where(name => !name.Equals(call["name"], StringComparison.OrdinalIgnoreCase)))
            : Task.FromResult(Reply.Of(new Worlds.Refusal(404, "Label does not exist")))));
    }

    private static JsonObject Shape(Call call, Comment comment) => ConversationShapes.Comment(call.World, call.Repository, comment);

    private static Func<Call, Task<Reply>> On(Func<Call, IConversation, Reply> answer) => OnAsync((call, one) => Task.FromResult(answer(call, one)));

    private static Func<Call, Task<Reply>> OnAsync(Func<Call, IConversation, Task<Reply>> answer) => call =>
        ConversationChanges.Find(call.Repository, call.Number("number")) is { } found ? answer(call, found) : Task.FromResult(Reply.NotFound);

    private static Func<Call, Task<Reply>> OnComment(Func<Call, Comment, Reply> answer) => call =>
        Task.FromResult(call.Repository.Comments.TryGetValue(call.Id("id"), out var comment) ? answer(call, comment) : Reply.NotFound);

    private static Reply Reactions(Call call, Func<Reaction, bool> isIts) => Pages.Of(
        call,
        [.. call.Repository.Reactions.Values.Where(isIts).Where(one => call.Query("content") is not { } content || one.Content == content).OrderBy(one => one.Id)],
        one => ConversationShapes.Reaction(call.World, one));

    private static Reply React(Call call, long? comment, int number)
    {
        var reacted = call.World.Conversations.React(call.Repository, comment, number, call.Text("content"), call.Actor);
        return Reply.Of(reacted, one => ConversationShapes.Reaction(call.World, one.Item1), reacted.Value is { Item2: false } ? 200 : 201);
    }

    private static Reply Unreact(Call call, Func<Reaction, bool> isIts)
    {
        if (!call.Repository.Reactions.TryGetValue(call.Id("reaction"), out var reaction) || !isIts(reaction)) return Reply.NotFound;
        call.Repository.Reactions.TryRemove(reaction.Id, out _);
        return Reply.Nothing;
    }

    private static IEnumerable<string> Names(Call call) =>
        (call.Body["labels"] as JsonArray ?? []).Select(node => node is JsonObject ? (string?)node["name"] : (string?)node).OfType<string>();

    private static async Task<Reply> LabelAsync(Call call, IConversation about, IEnumerable<string> names) =>
        Labels(call, await call.World.Conversations.LabelAsync(call.Repository, about, names, call.Actor, call.Cancelled));

    private static Reply Labels(Call call, IEnumerable<string> names) => Reply.Ok(ConversationShapes.Labels(call.World, call.Repository, names));
}
