using System.Text.RegularExpressions;
using Signalbox.Core.Builds;
using Signalbox.Core.Plans;
using Xunit;

namespace Signalbox.Core.Tests.Plans;

public sealed class PlannerTests
{
    private static readonly PlanContext Laptop = new()
    {
        Event = BuildReason.Cli,
        Branch = "main",
        HasSecret = _ =>
        true,
        Providers = ["process"]
    };

    private const string TwoStages = """
        blueprints:
          unit: { run: make unit, matrix: { os: [linux, windows], tfm: [net8.0, net10.0] } }
          lint: { run: make lint }
          docs: { run: make docs, paths: ["docs/**", "*.md"] }
          land: { run: make land, when: { events: [queue], branches: ["release/*"], labels: [go], unlessLabels: [wait] } }
          some: { uses: [lint, more] }
          more: { uses: [docs] }
        plan:
          failFast: true
          stages:
            - { name: check, tasks: [unit, some] }
            - { name: land, tasks: [land] }
        queuePlan: { stages: [ { name: full, tasks: [lint] } ] }
        """;

    [Fact]
    public void Compositions_and_matrices_stand_for_their_tasks_in_the_order_of_the_file()
    {
        var plan = Plan(TwoStages, Laptop);

        Assert.True(plan.FailFast);
        Assert.Equal(
            [
                "check", "unit[os=linux,tfm=net8.0]", "unit[os=linux,tfm=net10.0]", "unit[os=windows,tfm=net8.0]", "unit[os=windows,tfm=net10.0]",
                "lint", "docs", "land",
            ],
            Names(plan));
        var last = plan.Stages[0].Tasks[3];
        Assert.Equal(("unit", "windows", "net10.0"), (last.Blueprint, last.Env["MATRIX_OS"], last.Env["MATRIX_TFM"]));
    }

    [Fact]
    public void A_queue_builds_its_own_plan_or_the_plan()
    {
        Assert.Equal(["full", "lint"], Names(Plan(TwoStages, Laptop, PlanKind.QueuePlan)));
        const string WithoutOwn = "{ blueprints: { a: { run: x } }, plan: { stages: [ { name: s, tasks: [a] } ] } }";
        Assert.Equal(["s", "a"], Names(Plan(WithoutOwn, Laptop, PlanKind.QueuePlan)));
    }

    [Theory]
    [InlineData(BuildReason.Queue, "release/1", "go", true)]
    [InlineData(BuildReason.Try, "release/1", "go", false)]
    [InlineData(BuildReason.Queue, "main", "go", false)]
    [InlineData(BuildReason.Queue, null, "go", false)]
    [InlineData(BuildReason.Queue, "release/1", "other", false)]
    [InlineData(BuildReason.Queue, "release/1", "go,wait", false)]
    public void A_task_is_left_out_unless_every_condition_holds(BuildReason reason, string? branch, string labels, bool there)
    {
        var plan = Plan(TwoStages, Laptop with { Event = reason, Branch = branch, Labels = [.. labels.Split(',')] });

        Assert.Equal(there, plan.Stages[1].Tasks.Any(task => task.Name == "land"));
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("src/a.cs,README.md", null)]
    [InlineData("docs/a/b.txt", null)]
    [InlineData("src/a.md", "no changed path matches")]
    [InlineData("", "no changed path matches")]
    public void A_task_whose_paths_did_not_change_is_skipped(string? changed, string? expected)
    {
        var plan = Plan(TwoStages, Laptop with { ChangedPaths = changed?.Split(',', StringSplitOptions.RemoveEmptyEntries) });

        Assert.Equal(expected, Task(plan, "docs").Skip);
        Assert.Null(Task(plan, "lint").Skip);
    }

    [Theory]
    [InlineData("lint", "check lint")]
    [InlineData("unit", "check unit[os=linux,tfm=net8.0] unit[os=linux,tfm=net10.0] unit[os=windows,tfm=net8.0] unit[os=windows,tfm=net10.0]")]
    [InlineData("unit[os=windows*", "check unit[os=windows,tfm=net8.0] unit[os=windows,tfm=net10.0]")]
    [InlineData("some", "check lint docs")]
    [InlineData("more lint", "check lint docs")]
    public void A_filter_keeps_tasks_by_their_name_their_blueprint_or_their_composition(string patterns, string expected) =>
        Assert.Equal(expected.Split(' '), Names(Plan(TwoStages, Laptop with { Tasks = [.. patterns.Split(' ')] })));

    [Fact]
    public void A_filter_that_matches_nothing_is_told_with_the_nearest_name() =>
        Assert.Equal(
            ["no task of this plan matches 'lnt' (did you mean 'lint'?)"], Problems(TwoStages, Laptop with { Tasks = ["lnt", "unit"] }));

    [Fact]
    public void A_provider_that_this_host_lacks_is_told_only_where_the_plan_needs_it()
    {
        const string Text = """
            blueprints:
              unit: { run: make }
              image: { provider: buildkite, pipeline: acme/image }
            plan: { stages: [ { name: s, tasks: [unit, image] } ] }
            """;

        Assert.Equal(
            [".signalbox.yml:3:22: this host has no provider 'buildkite', which the blueprint 'image' needs; it has: process"], Problems(Text, Laptop));
        Assert.Equal(["s", "unit"], Names(Plan(Text, Laptop with { Tasks = ["unit"] })));
    }

    [Fact]
    public void A_secret_that_the_host_does_not_allow_is_told_with_its_setting()
    {
        const string Text = """
            blueprints:
              unit: { run: make, secrets: [KNOWN, TOKEN], env: { URL: "https://${USER}@host/$HOME", PLAIN: "${KNOWN}" } }
            plan: { stages: [ { name: s, tasks: [unit] } ] }
            """;

        var problems = Problems(Text, Laptop with { HasSecret = name => name == "KNOWN" });

        Assert.Equal(2, problems.Count);
        Assert.StartsWith(".signalbox.yml:2:39: the host does not allow the secret 'TOKEN'", problems[0], StringComparison.Ordinal);
        Assert.Contains("Secrets__TOKEN", problems[0], StringComparison.Ordinal);
        Assert.StartsWith(".signalbox.yml:2:59: the host does not allow the secret 'USER'", problems[1], StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_task_by_two_ways_is_told_with_both()
    {
        const string Text = """
            blueprints: { unit: { run: make }, all: { uses: [unit] } }
            plan: { stages: [ { name: a, tasks: [unit] }, { name: b, tasks: [all] } ] }
            """;

        Assert.Equal(
            [".signalbox.yml:2:66: duplicate task: 'unit' is in the plan twice, here through 'all' and by 'unit' at .signalbox.yml:2:38"], Problems(Text, Laptop));
    }

    [Fact]
    public void Compositions_that_share_their_parts_do_not_explode()
    {
        var levels = string.Concat(Enumerable.Range(0, 60).Select(level => $"  a{level}: {{ uses: [a{level + 1}, b{level + 1}] }}\n  b{level}: {{ uses: [a{level + 1}, b{level + 1}] }}\n"));
        var text = $"blueprints:\n{levels}  a60: {{ run: x }}\n  b60: {{ run: x }}\nplan: {{ stages: [ {{ name: s, tasks: [a0] }} ] }}\n";

        Assert.Contains("duplicate task", Problems(text, Laptop)[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_matrix_beyond_the_limit_is_refused_without_making_it()
    {
        var values = string.Join(',', Enumerable.Range(0, 1000));
        var axes = string.Join(',', Enumerable.Range(0, 30).Select(axis => $" a{axis}: [{values}]"));

        Assert.EndsWith(
            "the plan has more than 20000 tasks; the blueprint 'unit' goes beyond that",
            Assert.Single(Problems($"{{ blueprints: {{ unit: {{ run: x, matrix: {{ {axes} }} }} }}, plan: {{ stages: [ {{ name: s, tasks: [unit] }} ] }} }}", Laptop)),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_digest_depends_on_what_can_change_the_result_and_on_nothing_else()
    {
        var first = Digest("run: make, timeout: 5m, env: { A: '1', B: '2' }, secrets: [X, Y]");

        Assert.Matches(new Regex("^[0-9a-f]{64}$", RegexOptions.NonBacktracking), first);
        Assert.Equal(first, Digest("secrets: [Y, X], env: { B: 2, A: 1 }, attempts: 5, retries: 2, timeout: 9h, allowFailure: true, run: make"));
        Assert.All(
            new[]
            {
                "run: make all, env: { A: '1', B: '2' }, secrets: [X, Y]",
                "run: make, env: { A: '1', B: '3' }, secrets: [X, Y]",
                "run: make, env: { A: '1', B: '2' }, secrets: [X]",
                "run: make, env: { A: '1', B: '2' }, secrets: [X, Y], artifacts: [a]",
                "run: make, env: { A: '1', B: '2' }, secrets: [X, Y], reports: { junit: a }",
                "run: make, env: { A: '1', B: '2' }, secrets: [X, Y], matrix: { os: [linux] }",
            },
            other => Assert.NotEqual(first, Digest(other)));
    }

    [Fact]
    public void What_the_author_sets_wins_over_what_a_matrix_adds() =>
        Assert.Equal("own", Task(Plan("{ blueprints: { u: { run: x, matrix: { os: [a] }, env: { MATRIX_OS: own } } }, plan: { stages: [ { name: s, tasks: [u] } ] } }", Laptop), "u[os=a]").Env["MATRIX_OS"]);

    private static string Digest(string keys) =>
        Plan($"{{ blueprints: {{ unit: {{ {keys} }} }}, plan: {{ stages: [ {{ name: s, tasks: [unit] }} ] }} }}", Laptop).Stages[0].Tasks[0].Digest;

    private static PlannedTask Task(ConstructionPlan plan, string name) =>
        plan.Stages.SelectMany(stage => stage.Tasks).Single(task => task.Name == name);

    private static IEnumerable<string> Names(ConstructionPlan plan) =>
        plan.Stages.SelectMany(stage => stage.Tasks.Select(task => task.Name).Prepend(stage.Name));

    private static ConstructionPlan Plan(string text, PlanContext context, PlanKind kind = PlanKind.Plan) =>
        Assert.IsType<PlanResult.Planned>(Planner.Plan(Samples.Valid(text), kind, context)).Plan;

    private static IReadOnlyList<string> Problems(string text, PlanContext context) =>
        [.. Assert.IsType<PlanResult.Refused>(Planner.Plan(Samples.Valid(text), PlanKind.Plan, context)).Problems.Select(problem => problem.ToString())];
}
