namespace Signalbox.Scenario.Tests.Cli;

public sealed class ValidateTests
{
    private const string Configuration =
        """
        version: 1
        blueprints:
          unit: { run: "true", matrix: { os: [linux, windows] } }
          docs: { run: "true", always: true }
        plan:
          stages:
            - { name: check, tasks: [unit, lint] }
            - { name: package, tasks: [docs] }
        """;

    [Fact]
    public async Task Every_problem_is_told_at_once_with_its_place()
    {
        using var scene = new CommandScene();
        scene.Repository.Write(".signalbox.yml", Configuration.Replace("always", "alway", StringComparison.Ordinal));

        var validate = await scene.RunAsync("validate");

        Assert.Equal(2, validate.ExitCode);
        Assert.Equal(2, validate.Errors.TrimEnd().Split('\n').Length);
        Assert.Contains(".signalbox.yml:4:24: ", validate.Errors, StringComparison.Ordinal);
        Assert.Contains(".signalbox.yml:7:36: ", validate.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_work_tree_is_validated_with_its_blueprint_files()
    {
        using var scene = new CommandScene();
        scene.Repository.Write(".signalbox.yml", Configuration);
        scene.Repository.Write(".signalbox/blueprints/lint.yml", "run: true\n");
        scene.Repository.Write("folder/readme", "");

        var validate = await scene.RunInAsync(Path.Combine(scene.Repository.Directory, "folder"), "validate");

        Assert.True(validate.ExitCode == 0, validate.Errors);
    }

    [Fact]
    public async Task A_dry_run_prints_the_plan_and_makes_nothing()
    {
        using var scene = new CommandScene();
        scene.Repository.Commit("all", (".signalbox.yml", Configuration), (".signalbox/blueprints/lint.yml", "run: 'true'\n"));

        var tree = await scene.RunAsync("validate", "--dry-run");
        var json = await scene.RunAsync("validate", "--dry-run", "--json");

        Assert.Equal(
            """
            check  3 tasks
              unit[os=linux]    process  from unit
              unit[os=windows]  process  from unit
              lint              process
            package  1 task
              docs              process  always

            """.ReplaceLineEndings("\n"), tree.Output);
        var stages = json.Json[0].GetProperty("stages");
        Assert.Equal("unit[os=linux]", stages[0].GetProperty("tasks")[0].GetProperty("name").GetString());
        Assert.True(stages[1].GetProperty("tasks")[0].GetProperty("always").GetBoolean());
        Assert.False(Directory.Exists(scene.Data), "Nothing may be persisted.");
        Assert.Empty(scene.Repository.Git("for-each-ref", "refs/signalbox"));
    }

    [Fact]
    public async Task A_file_may_be_named_and_must_be_there()
    {
        using var scene = new CommandScene();
        scene.Repository.Write("candidate.yml", CommandScene.Plan(("unit", "true")));

        var there = await scene.RunAsync("validate", "candidate.yml");
        var missing = await scene.RunAsync("validate", "other.yml");

        Assert.True(there.ExitCode == 0, there.Errors);
        Assert.Equal(2, missing.ExitCode);
        Assert.Equal("signalbox: there is no file 'other.yml'.\n", missing.Errors);
    }
}
