using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using Signalbox.Core.Plans;

namespace Signalbox.Core.Tests.Builds.RandomRuns;

/// <summary>A plan, and the choices that decide everything that is not the build's own to decide.</summary>
/// <param name="Plan">What is built.</param>
/// <param name="Readable">Whether the configuration can be read; else planning ends with a plan error.</param>
/// <param name="Choices">Used up one by one; after the last one everything goes well.</param>
internal sealed record RandomBuild(ConstructionPlan Plan, bool Readable, ImmutableArray<int> Choices)
{
    public static Arbitrary<RandomBuild> Any { get; } = Arb.From(Builds(), Smaller);

    public override string ToString()
    {
        var stages = Plan.Stages.Select(stage => $"{stage.Name}: {string.Join(' ', stage.Tasks.Select(Text))}");
        return $"failFast={Plan.FailFast} readable={Readable} [{string.Join("; ", stages)}] choices [{string.Join(',', Choices)}]";
    }

    private static string Text(PlannedTask task) =>
        $"{task.Name}{(task.Always ? "!" : "")}{(task.AllowFailure ? "?" : "")}{(task.Retries > 0 ? "r" : "")}{(task.ApprovalRoles.IsEmpty ? "" : "a")}";

    private static Gen<RandomBuild> Builds() =>
        from failFast in Gen.Elements(false, true)
        from stages in Gen.Choose(0, 4).SelectMany(count => Tasks().ArrayOf(count))
        from readable in Gen.Frequency((9, Gen.Constant(true)), (1, Gen.Constant(false)))
        from length in Gen.Choose(0, 150)
        from choices in Gen.Choose(0, 9999).ArrayOf(length)
        select new RandomBuild(new(failFast, [.. stages.Select(Stage)]), readable, [.. choices]);

    private static Gen<PlannedTask[]> Tasks() => Gen.Choose(0, 4).SelectMany(count => Task().ArrayOf(count));

    private static Gen<PlannedTask> Task() =>
        from always in Rarely()
        from allowFailure in Rarely()
        from approval in Rarely()
        from retries in Gen.Choose(0, 1)
        from attempts in Gen.Choose(1, 3)
        select PlanText.Task("t") with
        {
            Always = always,
            AllowFailure = allowFailure,
            ApprovalRoles = approval ? ["operate"] : [],
            Retries = retries,
            Attempts = attempts,
        };

    private static Gen<bool> Rarely() => Gen.Elements(false, false, false, true);

    private static PlannedStage Stage(PlannedTask[] tasks, int index) =>
        new($"s{index}", [.. tasks.Select((task, place) => task with { Name = $"s{index}t{place}" })]);

    private static IEnumerable<RandomBuild> Smaller(RandomBuild build)
    {
        if (build.Choices.Length > 0)
        {
            yield return build with { Choices = build.Choices[..(build.Choices.Length / 2)] };
            yield return build with { Choices = build.Choices[..^1] };
        }

        foreach (var stage in build.Plan.Stages)
        {
            yield return build with { Plan = build.Plan with { Stages = build.Plan.Stages.Remove(stage) } };
            foreach (var task in stage.Tasks)
                yield return build with { Plan = build.Plan with { Stages = build.Plan.Stages.Replace(stage, stage with { Tasks = stage.Tasks.Remove(task) }) } };
        }

        for (var i = 0; i < build.Choices.Length; i++)
        {
            if (build.Choices[i] != 0) yield return build with { Choices = build.Choices.SetItem(i, 0) };
        }
    }
}
