using System.CommandLine;
using System.Globalization;
using System.Runtime.CompilerServices;
using Signalbox.Cli.Access;
using Signalbox.Cli.Invocations;
using Signalbox.Cli.Lookup;
using Signalbox.Cli.Output;
using Signalbox.Core.Builds;
using Signalbox.Core.Events;
using Signalbox.Core.Json;

namespace Signalbox.Cli.Verbs;

/// <summary>`events`: a build's stream.</summary>
internal static class EventsVerb
{
    private const int Page = 500;

    public static Verb Create(Invocation invocation)
    {
        var build = Words.Build();
        var after = Words.Number("--after", "Only events with a greater seq. Default: 0, all.", 0, least: 0);
        var follow = new Option<bool>("--follow") { Description = "Go on as events come, to the build's end." };
        var json = Words.Json("One event per line as JSON, as in the event log.");
        var place = new PlaceWords();
        return new Verb(
                "events", "Shows the events of a build.",
                "signalbox events nightly-7 --follow", "signalbox events nightly-7 --after 120 --json")
            .With(build, after, follow, json, place.Data, place.Server)
            .Does(async (parsed, stop) =>
            {
                await using var reader = invocation.Look(place.Of(parsed));
                var found = await new BuildLookup(reader.Store).FindAsync(parsed.GetRequiredValue(build), stop);
                if (found.Head is not { } head) return invocation.Refuse(found.Problem!);

                var asJson = parsed.GetValue(json);
                var events = parsed.GetValue(follow)
                    ? reader.FollowAsync(head.Id, parsed.GetValue(after), stop)
                    : ReadAsync(reader.Events, head.Id, parsed.GetValue(after), stop);
                await foreach (var next in events)
                {
                    if (asJson) invocation.Terminal.WriteEvent(next);
                    else invocation.Terminal.Write(Text(next));
                    if (parsed.GetValue(follow)) await invocation.Terminal.Out.FlushAsync(stop);
                }

                return ExitCode.Success;
            });
    }

    private static async IAsyncEnumerable<BuildEvent> ReadAsync(
        IEventLog log, BuildId build, long after, [EnumeratorCancellation] CancellationToken stop)
    {
        while (await log.ReadAsync(build, after, Page, stop) is { Count: > 0 } page)
        {
            foreach (var next in page) yield return next;
            after = page[^1].Seq;
        }
    }

    private static Line Text(BuildEvent next)
    {
        var line = new Line()
            .Add(next.Seq.ToString(CultureInfo.InvariantCulture).PadLeft(5), Tone.Quiet)
            .Add($"  {UtcTimeConverter.Text(next.At)}  ", Tone.Quiet)
            .Add(next.Type.Word(), Tone.Strong);
        if (next.Task is { } task) line.Add($"  {task}");
        else if (next.Stage is { } stage) line.Add($"  {stage}");
        if (next.Attempt is > 1) line.Add($"  attempt {next.Attempt}");
        return (next.Data?.Reason ?? next.Data?.Message) is { } why ? line.Add($"  {why}", Tone.Quiet) : line;
    }
}
