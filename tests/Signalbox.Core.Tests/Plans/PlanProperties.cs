using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Signalbox.Core.Builds;
using Signalbox.Core.Plans;
using Xunit;

namespace Signalbox.Core.Tests.Plans;

public sealed class PlanProperties
{
    private static readonly PlanContext Everything = new() { Event = BuildReason.Cli, HasSecret = _ => true, Providers = ["process"] };

    [Fact]
    public void Names_are_unique_and_stages_keep_their_order() =>
        Prop.ForAll(Plans().ToArbitrary(), one =>
        {
            var plan = Plan(one, Everything);
            var names = plan.Stages.SelectMany(stage => stage.Tasks.Select(task => task.Name)).ToList();
            return names.Distinct(StringComparer.Ordinal).Count() == names.Count
                && plan.Stages.Select(stage => stage.Name).SequenceEqual(Enumerable.Range(0, one.Stages.Count).Select(index => $"s{index}"))
                && names.Count == one.Stages.Sum(stage => stage.Sum(axes => axes.Aggregate(1, (product, axis) => product * axis)));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_filter_gives_a_part_of_the_plan_in_its_order() =>
        Prop.ForAll(Plans().ToArbitrary(), one =>
        {
            var all = Plan(one, Everything).Stages.SelectMany(stage => stage.Tasks).ToList();
            if (all.Count == 0) return true;
            var asked = all.Where((_, index) => index % 2 == 0).Select(task => task.Name).ToList();
            var some = Plan(one, Everything with { Tasks = [.. asked] });
            return some.Stages.SelectMany(stage => stage.Tasks.Select(task => task.Name)).SequenceEqual(asked);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_same_input_gives_the_same_digests() =>
        Prop.ForAll(Plans().ToArbitrary(), one =>
            Plan(one, Everything).Stages.SelectMany(stage => stage.Tasks.Select(task => task.Digest))
                .SequenceEqual(Plan(one, Everything).Stages.SelectMany(stage => stage.Tasks.Select(task => task.Digest)))).QuickCheckThrowOnFailure();

    /// <summary>Stages of blueprints, each given as the lengths of its matrix's axes.</summary>
    private static Gen<WrittenPlan> Plans() =>
        from stages in Gen.Choose(1, 3).ListOf().Select(axes => axes.Take(3).ToList()).ListOf().Select(stage => stage.Take(5).ToList()).ListOf()
        from nested in Gen.Elements(true, false)
        select new WrittenPlan([.. stages.Take(5)], nested);

    private static ConstructionPlan Plan(WrittenPlan written, PlanContext context) =>
        Assert.IsType<PlanResult.Planned>(Planner.Plan(Samples.Valid(written.ToString()), PlanKind.Plan, context)).Plan;

    /// <param name="Stages">For every stage its tasks, for every task the lengths of its axes.</param>
    /// <param name="Nested">Stages name their tasks through a composition.</param>
    private sealed record WrittenPlan(IReadOnlyList<List<List<int>>> Stages, bool Nested)
    {
        public override string ToString()
        {
            var (blueprints, stages) = (new StringBuilder("blueprints:\n  none: { run: x }\n"), new StringBuilder("plan:\n  stages:\n"));
            for (var stage = 0; stage < Stages.Count; stage++)
            {
                var names = Stages[stage].Select((_, task) => $"t{stage}.{task}").ToList();
                foreach (var (name, axes) in names.Zip(Stages[stage]))
                {
                    var matrix = string.Join(", ", axes.Select((length, axis) => $"k{axis}: [{string.Join(", ", Enumerable.Range(0, length))}]"));
                    blueprints.Append(null, $"  {name}: {{ run: make, matrix: {{ {matrix} }} }}\n");
                }

                blueprints.Append(null, $"  all{stage}: {{ uses: [{string.Join(", ", names)}] }}\n");
                stages.Append(null, $"    - {{ name: s{stage}, tasks: [{(Nested ? $"all{stage}" : string.Join(", ", names))}] }}\n");
            }

            return $"{blueprints}{(Stages.Count == 0 ? "plan: {}\n" : stages)}";
        }
    }
}
