using System.CommandLine;
using Signalbox.Cli.Access;
using Signalbox.Cli.Invocations;
using Signalbox.Cli.Live;
using Signalbox.Cli.Lookup;
using Signalbox.Workflows.Builds;

namespace Signalbox.Cli.Verbs;

/// <summary>`retry`: a new build of what another one built, followed to its end.</summary>
internal static class RetryVerb
{
    public static Verb Create(Invocation invocation)
    {
        var build = Words.Build();
        var failedOnly = new Option<bool>("--failed-only")
        {
            Description = "Take over what succeeded; build the rest. Default: build everything.",
        };
        var json = Words.Json("One event per line on standard output, as in the event log.");
        var place = new PlaceWords();
        return new Verb(
                "retry", "Builds the commit of an ended build again, as a new build, and exits as that one does.",
                "signalbox retry nightly-7", "signalbox retry nightly-7 --failed-only")
            .With(build, failedOnly, json, place.Data, place.Server)
            .Does(async (parsed, stop) =>
            {
                var found = await invocation.FindAsync(place.Of(parsed), parsed.GetRequiredValue(build), stop);
                if (found.Head is not { } head) return invocation.Refuse(found.Problem!);

                await using var host = await invocation.OpenAsync(place.Of(parsed), stop);
                var id = invocation.Ids.Next();
                var outcome = await host.Builds.RetryAsync(head.Id, id, parsed.GetValue(failedOnly), CancellationToken.None);
                if (outcome.Outcome != ActOutcome.Accepted) return invocation.Refuse(outcome.Message!);
                return await host.Store.FindAsync(id, CancellationToken.None) is { } again
                    ? await new BuildFollower(invocation, host, parsed.GetValue(json)).FollowAsync(again)
                    : invocation.Refuse($"build {id} was made and is gone.", ExitCode.Infrastructure);
            });
    }
}
