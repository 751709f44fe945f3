using System.CommandLine;
using Signalbox.Cli.Access;
using Signalbox.Cli.Invocations;
using Signalbox.Cli.Live;
using Signalbox.Cli.Requests;
using Signalbox.Core.Builds;

namespace Signalbox.Cli.Verbs;

/// <summary>`run`: one build of a commit, followed to its end.</summary>
internal static class RunVerb
{
    public static Verb Create(Invocation invocation)
    {
        var repository = new Option<string>("--repo")
        {
            HelpName = "DIR",
            Description = "In or below the repository. Default: here.",
            DefaultValueFactory = _ => ".",
        };
        var reference = new Option<string?>("--ref")
        {
            HelpName = "REF",
            Description = "The branch, tag or commit to build. Default: HEAD.",
        };
        var onto = new Option<string?>("--base") { HelpName = "REF", Description = "Build it merged onto this. Default: as it is." };
        var tasks = new Option<string[]>("--task")
        {
            HelpName = "NAME",
            Description = "Only this task; a glob such as 'unit*' is fine. May be given several times. Default: all.",
        };
        var id = Words.NewBuild("The id of the build; one that exists and asks for the same is gone on with. Default: a new one.");
        var fresh = new Option<bool>("--fresh") { Description = "Build every task, also where another build has built the same." };
        var json = Words.Json("One event per line on standard output, as in the event log.");
        var place = new PlaceWords();
        return new Verb(
                "run", "Builds a commit of a git repository by its .signalbox.yml, shows it live, and exits as the build does.",
                "signalbox run", "signalbox run --ref feature/x --base main",
                "signalbox run --task 'unit*' --fresh", "signalbox run --id nightly-7 --json")
            .With(repository, reference, onto, tasks, id, fresh, json, place.Data, place.Server)
            .Does((parsed, stop) => RunAsync(
                invocation,
                new(parsed.GetRequiredValue(repository), parsed.GetValue(reference), parsed.GetValue(onto),
                    [.. parsed.GetValue(tasks) ?? []], parsed.GetValue(fresh)),
                parsed.GetValue(id), parsed.GetValue(json), place.Of(parsed), stop));
    }

    private static async Task<int> RunAsync(
        Invocation invocation, LocalWords words, BuildId? id, bool json, Place place, CancellationToken stop)
    {
        if (place.Server is not null)
            return invocation.Refuse(
                "run builds a commit of this machine, which a service does not have: "
                + "leave --server out, or ask the service with POST /api/builds.");
        var resolved = await new LocalRequest(words).ResolveAsync(stop);
        if (resolved.Request is not { } request) return invocation.Refuse(resolved.Problem!);
        if (resolved.Warning is { } warning) invocation.Terminal.Diagnose(warning);

        await using var host = await invocation.OpenAsync(place, stop);
        // From here on a Ctrl-C is a cancel of the build, which the follower makes: a start that is given up halfway might be one.
        var started = await host.Builds.StartAsync(id ?? invocation.Ids.Next(), request, CancellationToken.None);
        return started.Outcome == CreateOutcome.Other
            ? invocation.Refuse(
                $"build {started.Head.Id} was asked for differently: 'signalbox status {started.Head.Id}' shows it. Give another --id, or none.")
            : await new BuildFollower(invocation, host, json).FollowAsync(started.Head);
    }
}
