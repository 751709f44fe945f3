using Signalbox.Cli.Access;
using Signalbox.Cli.Invocations;
using Signalbox.Core.Builds;
using Signalbox.Core.Plans.Sources;

namespace Signalbox.Cli.Lookup;

/// <summary>Finds the build that a word on the command line means: its id, or a beginning that no other build shares.</summary>
internal sealed class BuildLookup(IBuildStore store)
{
    private const int Page = 200;
    private const int MaxNamed = 5;

    /// <summary>The build, or why there is none.</summary>
    public async Task<FoundBuild> FindAsync(string word, CancellationToken cancellationToken)
    {
        if (!BuildId.TryParse(word, null, out var exact))
            return FoundBuild.Not($"'{word}' is not a build id: 1 to 64 letters, digits, '.', '_' or '-'. 'signalbox builds' lists them.");
        if (await store.FindAsync(exact, cancellationToken) is { } head) return new(head, null);

        List<BuildHead> begins = [];
        List<string> all = [];
        string? after = null;
        do
        {
            var page = await store.ListAsync(new(After: after, Limit: Page), cancellationToken);
            begins.AddRange(page.Items.Where(item => item.Id.Value.StartsWith(word, StringComparison.OrdinalIgnoreCase)));
            all.AddRange(page.Items.Select(item => item.Id.Value));
            after = page.Next;
        }
        while (after is not null);

        return begins switch
        {
            [var only] => await WholeAsync(only, cancellationToken),
            [_, ..] => FoundBuild.Not(
                $"'{word}' is the beginning of {begins.Count} builds: {Named(begins.Select(item => item.Id.Value))}. Give more of the id."),
            _ => FoundBuild.Not(Missing(word, all)),
        };
    }

    /// <summary>The newest build.</summary>
    public async Task<FoundBuild> NewestAsync(CancellationToken cancellationToken) =>
        await store.ListAsync(new(Limit: 1), cancellationToken) is { Items: [var newest, ..] }
            ? await WholeAsync(newest, cancellationToken)
            : FoundBuild.Not("there are no builds yet. 'signalbox run' in a git repository makes one.");

    // A line of a list may tell less of a build than the build itself.
    private async Task<FoundBuild> WholeAsync(BuildHead listed, CancellationToken cancellationToken) =>
        new(await store.FindAsync(listed.Id, cancellationToken) ?? listed, null);

    private static string Missing(string word, List<string> all) => all.Count == 0
        ? $"there is no build '{word}', and no other: 'signalbox run' makes one, '--data DIR' names another data directory."
        : NearestWord.Find(word, all) is { } near
            ? $"there is no build '{word}' (did you mean '{near}'?)."
            : $"there is no build '{word}'. The newest: {Named(all)}.";

    private static string Named(IEnumerable<string> ids)
    {
        var shown = ids.Take(MaxNamed + 1).ToList();
        return string.Join(", ", shown.Take(MaxNamed)) + (shown.Count > MaxNamed ? ", …" : "");
    }
}

/// <summary>What was found: the build, or a sentence for people.</summary>
/// <param name="Head">The build.</param>
/// <param name="Problem">Why there is none.</param>
internal readonly record struct FoundBuild(BuildHead? Head, string? Problem)
{
    public static FoundBuild Not(string problem) => new(null, problem);
}

/// <summary>Looks before a verb acts, so that a wrong word neither makes nor owns a data directory.</summary>
internal static class LookupBeforeActing
{
    /// <summary>The build that a word means.</summary>
    public static async Task<FoundBuild> FindAsync(
        this Invocation invocation, Place place, string word, CancellationToken cancellationToken)
    {
        await using var reader = invocation.Look(place);
        return await new BuildLookup(reader.Store).FindAsync(word, cancellationToken);
    }
}
