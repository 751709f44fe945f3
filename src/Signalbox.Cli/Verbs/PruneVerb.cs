using System.CommandLine;
using Signalbox.Cli.Invocations;
using Signalbox.Cli.Output;
using Signalbox.Core.Plans;

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
        var data = Words.Data();
        return new Verb(
                "prune", "Forgets ended builds: their events, logs, results and refs. Asks nothing.",
                "signalbox prune", "signalbox prune --older 7d")
            .With(older, data)
            .Does(async (parsed, stop) =>
            {
                var directory = invocation.Directory(parsed.GetValue(data));
                // Where nothing was ever built there is nothing to own, and nothing to make.
                if (!File.Exists(directory.Database)) return Tell(invocation, 0, 0);
                var now = invocation.Time.GetUtcNow();
                var age = parsed.GetValue(older);
                await using var host = await invocation.OpenAsync(parsed.GetValue(data), stop);
                var pruned = await host.Builds.PruneAsync(age < now - DateTimeOffset.MinValue ? now - age : DateTimeOffset.MinValue, stop);
                return Tell(invocation, pruned.Builds, pruned.Bytes);
            });
    }

    private static int Tell(Invocation invocation, int builds, long bytes)
    {
        invocation.Terminal.Write(Line.Of(builds == 0
            ? "nothing to prune"
            : $"pruned {Spans.Count(builds, "build")}, {Spans.Bytes(bytes)} of logs and results"));
        return ExitCode.Success;
    }
}
