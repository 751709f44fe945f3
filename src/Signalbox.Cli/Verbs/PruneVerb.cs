using System.CommandLine;
using Signalbox.Cli.Access;
using Signalbox.Cli.Invocations;
using Signalbox.Cli.Output;
using Signalbox.Core.Plans;
using Signalbox.Workflows.Builds;

namespace Signalbox.Cli.Verbs;

/// <summary>`prune`: forgets builds that ended long ago.</summary>
internal static class PruneVerb
{
    private static readonly TimeSpan DefaultAge = TimeSpan.FromDays(30);

    public static Verb Create(Invocation invocation)
    {
        var older = new Option<TimeSpan>("--older")
        {
            HelpName = "AGE",
            Description = "Builds that ended longer ago than this. Default: 30d.",
            DefaultValueFactory = _ => DefaultAge,
            CustomParser = result =>
            {
                if (Duration.TryParse(result.Tokens[0].Value, out var age)) return age;
                result.AddError($"'{result.Tokens[0].Value}' is no value for --older: {Duration.Expected}.");
                return default;
            },
        };
        var json = Words.Json("What was forgotten and what was kept as one JSON object.");
        var data = Words.Data();
        return new Verb(
                "prune", "Forgets ended builds: their events, logs, results and refs. Asks nothing. Keeps what younger builds took tasks from.",
                "signalbox prune", "signalbox prune --older 7d")
            .With(older, json, data)
            .Does(async (parsed, stop) =>
            {
                var directory = invocation.Directory(parsed.GetValue(data));
                // Where nothing was ever built there is nothing to own, and nothing to make.
                if (!File.Exists(directory.Database)) return Tell(invocation, new(0, 0), parsed.GetValue(json));
                var now = invocation.Time.GetUtcNow();
                var age = parsed.GetValue(older);
                await using var host = await invocation.OpenAsync(parsed.GetValue(data), stop);
                var pruned = await host.Builds.PruneAsync(age < now - DateTimeOffset.MinValue ? now - age : DateTimeOffset.MinValue, stop);
                return Tell(invocation, pruned, parsed.GetValue(json));
            });
    }

    private static int Tell(Invocation invocation, PruneResult pruned, bool json)
    {
        if (json)
        {
            invocation.Terminal.WritePruned(pruned);
            return ExitCode.Success;
        }

        invocation.Terminal.Write(Line.Of(pruned.Builds == 0
            ? "nothing to prune"
            : $"pruned {Spans.Count(pruned.Builds, "build")}, {Spans.Bytes(pruned.Bytes)} of logs and results"));
        if (pruned.Needed > 0)
            invocation.Terminal.Write(Line.Of($"kept {Spans.Count(pruned.Needed, "build")} that younger builds took tasks from", Tone.Quiet));
        if (pruned.Unsettled > 0)
            invocation.Terminal.Write(Line.Of($"kept {Spans.Count(pruned.Unsettled, "build")} with tasks that are still being ended", Tone.Quiet));
        return ExitCode.Success;
    }
}
