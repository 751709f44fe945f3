using System.CommandLine;
using Signalbox.Cli.Access;
using Signalbox.Cli.Invocations;
using Signalbox.Cli.Logs;
using Signalbox.Cli.Lookup;
using Signalbox.Core.Builds;
using Signalbox.Core.Plans.Sources;

namespace Signalbox.Cli.Verbs;

/// <summary>`logs`: what tasks wrote, as it is stored.</summary>
internal static class LogsVerb
{
    public static Verb Create(Invocation invocation)
    {
        var build = Words.Build();
        var task = new Argument<string?>("TASK")
        {
            Arity = ArgumentArity.ZeroOrOne,
            Description = "A task of the build. Default: all, each under its name.",
        };
        var attempt = Words.Number("--attempt", "One attempt of the task. Default: the last.", 0, least: 1);
        var follow = new Option<bool>("--follow") { Description = "Go on as the log grows, until the task, or without TASK the build, has ended." };
        var bare = new Option<bool>("--no-timestamps") { Description = "Leave out the time in front of each line." };
        var place = new PlaceWords();
        return new Verb(
                "logs", "Shows the log of a task, or of all tasks of a build.",
                "signalbox logs nightly-7 unit", "signalbox logs nightly-7 'unit[os=linux]' --attempt 1 --no-timestamps")
            .With(build, task, attempt, follow, bare, place.Data, place.Server)
            .Does(async (parsed, stop) =>
            {
                await using var reader = invocation.Look(place.Of(parsed));
                var found = await new BuildLookup(reader.Store).FindAsync(parsed.GetRequiredValue(build), stop);
                if (found.Head is not { } head) return invocation.Refuse(found.Problem!);

                var logs = new TaskLogs(reader.Store, reader.Results, invocation, timestamps: !parsed.GetValue(bare));
                int? number = parsed.GetValue(attempt) is > 0 and var one ? one : null;
                var following = parsed.GetValue(follow);
                if (parsed.GetValue(task) is not { } name)
                {
                    if (number is not null) return invocation.Refuse("--attempt needs a TASK.");
                    await (following ? logs.FollowAllAsync(head.Id, stop) : logs.ShowAllAsync(head.Id, stop));
                    return ExitCode.Success;
                }

                if (following) await logs.WaitForPlanAsync(head.Id, stop);
                var tasks = await reader.Store.ListTasksAsync(head.Id, stage: null, stop);
                if (Refusal(head.Id, tasks, name, number) is { } refusal) return invocation.Refuse(refusal);
                await logs.ShowAsync(head.Id, name, number, following, stop);
                return ExitCode.Success;
            });
    }

    private static string? Refusal(BuildId build, IReadOnlyList<BuildTask> tasks, string name, int? attempt)
    {
        if (tasks.FirstOrDefault(task => task.Name == name) is { } found)
        {
            var numbers = found.Attempts.IsEmpty ? "none" : string.Join(", ", found.Attempts.Select(one => one.Attempt));
            return attempt is null || found.Attempts.Any(one => one.Attempt == attempt)
                ? null
                : $"{name} has no attempt {attempt}: it has {numbers}.";
        }

        var names = tasks.Select(task => task.Name).ToList();
        return NearestWord.Find(name, names) is { } near
            ? $"build {build} has no task '{name}' (did you mean '{near}'?)."
            : $"build {build} has no task '{name}'. It has: {string.Join(", ", names.Take(20))}{(names.Count > 20 ? ", …" : "")}.";
    }
}
