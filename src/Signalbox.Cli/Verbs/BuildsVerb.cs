using System.CommandLine;
using Signalbox.Cli.Access;
using Signalbox.Cli.Invocations;
using Signalbox.Cli.Live;
using Signalbox.Cli.Output;
using Signalbox.Core.Builds;

namespace Signalbox.Cli.Verbs;

/// <summary>`builds`: the newest builds of a data directory.</summary>
internal static class BuildsVerb
{
    private const int DefaultLimit = 20;
    private const int Page = 200;

    public static Verb Create(Invocation invocation)
    {
        var state = new Option<string?>("--state") { HelpName = "STATE", Description = "Only builds in this state." };
        state.AcceptOnlyFromAmong([.. Enum.GetNames<BuildState>().Select(name => name.ToLowerInvariant())]);
        var limit = Words.Number("--limit", $"At most this many. Default: {DefaultLimit}.", DefaultLimit, least: 1);
        var json = Words.Json("One build per line as JSON, without its stages.");
        var place = new PlaceWords();
        return new Verb("builds", "Lists builds, newest first.", "signalbox builds", "signalbox builds --state failed --limit 5")
            .With(state, limit, json, place.Data, place.Server)
            .Does(async (parsed, stop) =>
            {
                BuildState? wanted = parsed.GetValue(state) is { } word ? Enum.Parse<BuildState>(word, ignoreCase: true) : null;
                await using var reader = invocation.Look(place.Of(parsed));
                var heads = await ListAsync(reader.Store, wanted, parsed.GetValue(limit), stop);
                if (parsed.GetValue(json)) heads.ForEach(head => invocation.Terminal.WriteBuild(BuildView.Of(head)));
                else Write(invocation, heads);
                return ExitCode.Success;
            });
    }

    private static async Task<List<BuildHead>> ListAsync(IBuildStore store, BuildState? state, int limit, CancellationToken stop)
    {
        List<BuildHead> heads = [];
        string? after = null;
        do
        {
            var page = await store.ListAsync(new(state, After: after, Limit: Math.Min(Page, limit - heads.Count)), stop);
            heads.AddRange(page.Items);
            after = page.Next;
        }
        while (after is not null && heads.Count < limit);
        return heads;
    }

    private static void Write(Invocation invocation, List<BuildHead> heads)
    {
        if (heads.Count == 0) invocation.Terminal.Diagnose("no builds; 'signalbox run' in a git repository makes one");
        var now = invocation.Time.GetUtcNow();
        var ids = heads.Select(head => head.Id.Value.Length).DefaultIfEmpty().Max();
        var changes = heads.Select(head => Change(head).Length).DefaultIfEmpty().Max();
        foreach (var head in heads)
        {
            var (glyph, tone) = TaskWords.Sign(head.Shown);
            invocation.Terminal.Write(new Line()
                .Add($"{glyph} ", tone).Add(head.Id.Value.PadRight(ids), Tone.Strong)
                .Add($"  {head.Shown.ToString().ToLowerInvariant(),-9}", tone)
                .Add($"  {Change(head).PadRight(changes)}  {head.Request.Sha.Abbreviated}")
                .Add($"  {Spans.Text(now - head.CreatedAt)} ago", Tone.Quiet)
                .Add(head.EndedAt is { } end ? $", took {Spans.Text(end - head.CreatedAt)}" : "", Tone.Quiet));
        }
    }

    private static string Change(BuildHead head) => head.Request.Changes[0].Uris[0].Display();
}
