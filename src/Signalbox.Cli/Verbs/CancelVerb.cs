using Signalbox.Cli.Access;
using Signalbox.Cli.Invocations;
using Signalbox.Cli.Lookup;
using Signalbox.Workflows.Builds;

namespace Signalbox.Cli.Verbs;

/// <summary>`cancel`: ends a build.</summary>
internal static class CancelVerb
{
    public static Verb Create(Invocation invocation)
    {
        var build = Words.Build();
        var json = Words.Json("What came of it as one JSON object.");
        var place = new PlaceWords();
        return new Verb("cancel", "Cancels a build: its tasks end at once, its clean-up tasks still run.", "signalbox cancel nightly-7")
            .With(build, json, place.Data, place.Server)
            .Does(async (parsed, stop) =>
            {
                var found = await invocation.FindAsync(place.Of(parsed), parsed.GetRequiredValue(build), stop);
                if (found.Head is not { } head) return invocation.Refuse(found.Problem!);

                await using var host = await invocation.OpenAsync(place.Of(parsed), stop);
                var outcome = await host.Builds.CancelAsync(head.Id, invocation.User, stop);
                if (outcome.Outcome != ActOutcome.Accepted) return invocation.Refuse(outcome.Message!);
                // Nobody else runs the build, so its last steps, clean-up tasks included, are this process's.
                if (host.IsOwner) await foreach (var _ in host.FollowAsync(head.Id, after: 0, stop)) continue;
                if (parsed.GetValue(json)) invocation.Terminal.WriteActed(outcome);
                else invocation.Terminal.Write(Output.Line.Of(outcome.Message ?? $"build {head.Id} cancelled"));
                return ExitCode.Success;
            });
    }
}
