using System.CommandLine;
using Signalbox.Cli.Access;
using Signalbox.Cli.Invocations;
using Signalbox.Cli.Live;
using Signalbox.Cli.Lookup;
using Signalbox.Core.Builds;

namespace Signalbox.Cli.Verbs;

/// <summary>`status`: one build with its stages, tasks and attempts.</summary>
internal static class StatusVerb
{
    public static Verb Create(Invocation invocation)
    {
        var build = Words.Build();
        build.Arity = ArgumentArity.ZeroOrOne;
        build.Description += " Default: the newest.";
        var json = Words.Json("The build as JSON, with stages, tasks, attempts, result and links.");
        var place = new PlaceWords();
        return new Verb("status", "Shows a build.", "signalbox status", "signalbox status nightly-7 --json")
            .With(build, json, place.Data, place.Server)
            .Does(async (parsed, stop) =>
            {
                await using var reader = invocation.Look(place.Of(parsed));
                var lookup = new BuildLookup(reader.Store);
                var found = parsed.GetValue(build) is { } word ? await lookup.FindAsync(word, stop) : await lookup.NewestAsync(stop);
                if (found.Head is not { } head) return invocation.Refuse(found.Problem!);

                var tasks = await reader.Store.ListTasksAsync(head.Id, stage: null, stop);
                if (parsed.GetValue(json)) invocation.Terminal.WriteBuild(BuildView.Of(head, tasks));
                else Write(invocation, head, tasks);
                return ExitCode.Success;
            });
    }

    private static void Write(Invocation invocation, BuildHead head, IReadOnlyList<BuildTask> tasks)
    {
        foreach (var line in LiveTree.Lines(TreeChoice.All(head, tasks), _ => null, invocation.Time.GetUtcNow()))
            invocation.Terminal.Write(line);
        foreach (var line in head.Result?.Message?.Split('\n') ?? []) invocation.Terminal.Write(Output.Line.Of(line, Output.Tone.Bad));
        if (head.State.HasEnded()) invocation.Terminal.Write(BuildSummary.Outcome(head, tasks));
    }
}
