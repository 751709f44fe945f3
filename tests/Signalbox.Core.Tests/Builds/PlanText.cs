using Signalbox.Core.Plans;

namespace Signalbox.Core.Tests.Builds;

/// <summary>Plans in a line of text each: `check: lint sweep! docs?`, where `!` is always and `?` allowFailure.</summary>
internal static class PlanText
{
    public static ConstructionPlan Of(params string[] stages) => new(FailFast: false, [.. stages.Select(Stage)]);

    public static ConstructionPlan FailFast(params string[] stages) => Of(stages) with { FailFast = true };

    public static PlannedTask Task(string text) => new()
    {
        Name = text.TrimEnd('!', '?'),
        Blueprint = text.TrimEnd('!', '?'),
        Provider = "fake",
        Digest = "d",
        Always = text.Contains('!', StringComparison.Ordinal),
        AllowFailure = text.Contains('?', StringComparison.Ordinal),
    };

    private static PlannedStage Stage(string text)
    {
        var (name, tasks) = text.Split(':') is [var before, var after] ? (before, after) : (text, "");
        return new(name, [.. tasks.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Task)]);
    }
}
