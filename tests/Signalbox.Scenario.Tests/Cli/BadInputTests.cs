namespace Signalbox.Scenario.Tests.Cli;

/// <summary>The rows of the table of bad input that concern the command line.</summary>
public sealed class BadInputTests
{
    public static TheoryData<string, string> Configurations => new()
    {
        { "version: 1\nplan: [", ".signalbox.yml:" },
        { "version: 1\nblueprints: { unit: { rum: 'true' } }\nplan: { stages: [ { name: check, tasks: [unit] } ] }", "(did you mean 'run'?)" },
        { "version: 1\nblueprints: { unit: { run: 'true' } }\nplan: { stages: [ { name: check, tasks: [unti] } ] }", "(did you mean 'unit'?)" },
        { "version: 1\nblueprints: { unit: { run: 'true', timeout: soon } }\nplan: { stages: [ { name: check, tasks: [unit] } ] }", ".signalbox.yml:2:" },
        { "version: 1\nblueprints: { a: { uses: [b] }, b: { uses: [a] } }\nplan: { stages: [ { name: check, tasks: [a] } ] }", ".signalbox.yml:2:" },
        { "version: 1\nblueprints: { unit: { run: 'true' } }\nplan: { stages: [ { name: '', tasks: [unit] } ] }", ".signalbox.yml:3:" },
        { "version: 1\nblueprints: { unit: { run: 'true' } }\nplan: { stages: [ { name: check, tasks: [unit, unit] } ] }", ".signalbox.yml:3:" },
        { "version: 1\nblueprints: { unit: { run: 'true', pipeline: x } }\nplan: { stages: [ { name: check, tasks: [unit] } ] }", ".signalbox.yml:2:" },
    };

    [Theory]
    [MemberData(nameof(Configurations))]
    public async Task Wrong_configuration_is_the_same_message_from_validate_and_run_and_only_run_makes_a_build(string configuration, string part)
    {
        using var scene = CommandScene.With(configuration);

        var validate = await scene.RunAsync("validate");
        var persisted = Directory.Exists(scene.Data);
        var run = await scene.RunAsync("run", "--id", "b-1");
        var status = await scene.RunAsync("status", "b-1", "--json");

        Assert.Equal(2, validate.ExitCode);
        Assert.Contains(part, validate.Errors, StringComparison.Ordinal);
        Assert.False(persisted, "validate persists nothing.");
        Assert.Equal(2, run.ExitCode);
        Assert.Equal(validate.Errors, run.Errors);
        Assert.Equal("plan_error", status.Json[0].GetProperty("result").GetProperty("reason").GetString());
        Assert.Equal("failed", status.Json[0].GetProperty("state").GetString());
    }

    [Fact]
    public async Task A_repository_without_configuration_is_shown_how_to_make_one()
    {
        using var scene = new CommandScene();
        scene.Repository.Commit("nothing", ("readme", ""));

        var validate = await scene.RunAsync("validate");
        var run = await scene.RunAsync("run");
        scene.Repository.Commit("the example", (".signalbox.yml", Example(run.Errors).Replace("make test", "true", StringComparison.Ordinal)));
        var again = await scene.RunAsync("run");

        Assert.Equal(2, validate.ExitCode);
        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith("no .signalbox.yml", run.Errors, StringComparison.Ordinal);
        Assert.Equal(Example(validate.Errors), Example(run.Errors));
        Assert.Equal(0, again.ExitCode);
    }

    [Fact]
    public async Task What_is_no_repository_has_no_build()
    {
        using var scene = new CommandScene();

        var outside = await scene.RunInAsync(scene.Repository.Root, "run");
        var unborn = await scene.RunAsync("run");
        scene.Repository.Commit("one", ("a", ""));
        var unknown = await scene.RunAsync("run", "--ref", "nope");
        var unknownBase = await scene.RunAsync("run", "--base", "nope");

        Assert.All([outside, unborn, unknown, unknownBase], outcome => Assert.Equal(2, outcome.ExitCode));
        Assert.Contains("is not in a git repository", outside.Errors, StringComparison.Ordinal);
        Assert.Contains("nothing has been committed", unborn.Errors, StringComparison.Ordinal);
        Assert.Contains("'nope' names no commit", unknown.Errors, StringComparison.Ordinal);
        Assert.Contains("'nope' names no commit", unknownBase.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(scene.Data), "No build, no data.");
    }

    [Fact]
    public async Task A_base_that_conflicts_is_a_failed_build_that_names_the_file()
    {
        using var scene = CommandScene.With(CommandScene.Plan(("unit", "true")));
        scene.Repository.Commit("base", ("file", "one"));
        scene.Repository.Branch("other");
        scene.Repository.Commit("theirs", ("file", "two"));
        scene.Repository.Switch("main");
        scene.Repository.Commit("ours", ("file", "three"));

        var run = await scene.RunAsync("run", "--base", "other");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("conflicts with the base", run.Errors, StringComparison.Ordinal);
        Assert.Contains("file", run.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a b'c\"#é", "feature/with-#-and-ünïcode")]
    [InlineData("-dash", "-x")]
    public async Task Paths_and_branches_of_any_spelling_are_built(string directory, string branch)
    {
        using var scene = new CommandScene(directory);
        scene.Repository.Commit("configuration", (".signalbox.yml", CommandScene.Plan(("unit", "true"))));
        scene.Repository.Git("update-ref", "refs/heads/" + branch, "HEAD");

        var run = await scene.RunAsync("run", "--ref=refs/heads/" + branch, "--id", "b-1");
        var status = await scene.RunAsync("status", "b-1", "--json");

        Assert.True(run.ExitCode == 0, run.Errors);
        Assert.Equal("refs/heads/" + branch, status.Json[0].GetProperty("ref").GetString());
    }

    [Fact]
    public async Task A_shallow_clone_is_built_and_a_commit_it_lacks_is_explained()
    {
        using var scene = CommandScene.Of(("unit", "true"));
        var first = scene.Repository.Head;
        scene.Repository.Commit("two", ("two", ""));
        using var shallow = scene.Repository.Clone("shallow", "--depth=1");

        var head = await scene.RunInAsync(shallow.Directory, "run");
        var missing = await scene.RunInAsync(shallow.Directory, "run", "--ref", first.Value);

        Assert.Equal(0, head.ExitCode);
        Assert.Equal(2, missing.ExitCode);
        Assert.Contains("The clone is shallow", missing.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_database_is_exit_3_with_what_to_do()
    {
        using var scene = CommandScene.Of(("unit", "true"));
        Directory.CreateDirectory(scene.Data);
        await File.WriteAllTextAsync(Path.Combine(scene.Data, "signalbox.db"), new string('x', 5000));

        var run = await scene.RunAsync("run");
        var look = await scene.RunAsync("builds");

        Assert.Equal(3, run.ExitCode);
        Assert.Contains("Move it away to begin a new one", Assert.Single(run.Errors.TrimEnd().Split('\n')), StringComparison.Ordinal);
        Assert.Equal(3, look.ExitCode);
    }

    [Fact]
    public async Task A_data_directory_that_cannot_be_made_is_exit_3_with_what_to_do()
    {
        using var scene = CommandScene.Of(("unit", "true"));
        var file = Path.Combine(scene.Repository.Root, "a-file");
        await File.WriteAllTextAsync(file, "");

        var run = await scene.RunAsync("run", "--data", Path.Combine(file, "data"));

        Assert.Equal(3, run.ExitCode);
        Assert.Contains(file, Assert.Single(run.Errors.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_id_twice_at_once_is_one_build_that_both_follow()
    {
        using var scene = CommandScene.Of(("unit", "sleep 0.5"));

        var both = await Task.WhenAll(scene.RunAsync("run", "--id", "b-1", "--json"), scene.RunAsync("run", "--id", "b-1", "--json"));

        Assert.All(both, outcome => Assert.True(outcome.ExitCode == 0, outcome.Errors));
        Assert.Equal(both[0].Output, both[1].Output);
        Assert.Single(both[0].Json, next => next.GetProperty("type").GetString() == "TASK_START");
    }

    private static string Example(string errors) =>
        string.Concat(errors.Split('\n').SkipWhile(line => !line.StartsWith("A .signalbox.yml", StringComparison.Ordinal)).Skip(1).Select(line => line.TrimStart() + "\n"));
}
