using System.CommandLine;
using Signalbox.Cli.Access;
using Signalbox.Cli.Invocations;
using Signalbox.Cli.Live;
using Signalbox.Cli.Lookup;
using Signalbox.Workflows.Builds;

namespace Signalbox.Cli.Verbs;

/// <summary>`approve`: allows a task that waits for a person.</summary>
internal static class ApproveVerb
{
    public static Verb Create(Invocation invocation)
    {
        var build = Words.Build();
        var task = new Argument<string>("TASK") { Description = "The task that waits for approval." };
        var json = Words.Json("What came of it as one JSON object.");
        var place = new PlaceWords();
        return new Verb("approve", "Allows a task that waits for a person.", "signalbox approve nightly-7 deploy")
            .With(build, task, json, place.Data, place.Server)
            .Does(async (parsed, stop) =>
            {
                var found = await invocation.FindAsync(place.Of(parsed), parsed.GetRequiredValue(build), stop);
                if (found.Head is not { } head) return invocation.Refuse(found.Problem!);

                var name = parsed.GetRequiredValue(task);
                await using var host = await invocation.OpenAsync(place.Of(parsed), stop);
                var outcome = await host.Builds.ApproveAsync(head.Id, name, invocation.User, stop);
                if (outcome.Outcome != ActOutcome.Accepted) return invocation.Refuse(outcome.Message!);
                if (parsed.GetValue(json)) invocation.Terminal.WriteActed(outcome);
                else invocation.Terminal.Write(Output.Line.Of($"{name} of build {head.Id} approved"));
                if (host.IsOwner)
                    invocation.Terminal.Diagnose(
                        $"no signalbox runs this build now; 'signalbox run --id {TaskWords.Quoted(head.Id.Value)}' on the same commit goes on with it");
                return ExitCode.Success;
            });
    }
}
