using Signalbox.Core.Builds;
using Signalbox.Core.Changes;
using Signalbox.Core.Plans;
using Signalbox.Core.Plans.Policies;
using Xunit;

namespace Signalbox.Core.Tests.Plans;

public sealed class ReadingTests
{
    public static TheoryData<string> ValidSamples => [.. Samples.In("valid").Select(path => Path.GetFileName(path))];

    public static TheoryData<string> WrongSamples =>
        [.. Samples.In("invalid").Concat(Samples.In("inconsistent")).Select(path => Path.GetRelativePath(Samples.Folder, path))];

    [Theory]
    [MemberData(nameof(ValidSamples))]
    public void A_valid_sample_has_no_problem(string name)
    {
        var files = new List<ConfigurationFile> { new(name, File.ReadAllText(Path.Combine(Samples.Folder, "valid", name))) };
        if (name == "every-key.yml") files.Add(new(".signalbox/blueprints/lint.yml", "run: make lint"));

        var result = Samples.ReaderWithBuildkite.Read(files);

        Assert.True(result is ConfigurationResult.Valid, string.Join('\n', (result as ConfigurationResult.Invalid)?.Problems ?? []));
    }

    [Theory]
    [MemberData(nameof(WrongSamples))]
    public void A_wrong_sample_is_told_with_its_place_and_what_would_be_right(string name)
    {
        var path = Path.Combine(Samples.Folder, name);

        var invalid = Assert.IsType<ConfigurationResult.Invalid>(Samples.Reader.Read([new(Path.GetFileName(name), File.ReadAllText(path))]));

        Samples.Approve(Path.ChangeExtension(path, ".txt"), string.Concat(invalid.Problems.Select(problem => problem + "\n")));
    }

    [Fact]
    public void Every_key_is_read()
    {
        var text = File.ReadAllText(Path.Combine(Samples.Folder, "valid", "every-key.yml"));
        var result = Samples.ReaderWithBuildkite.Read([Samples.MainFile(text), new(".signalbox/blueprints/lint.yml", "run: make lint")]);
        var configuration = Assert.IsType<ConfigurationResult.Valid>(result).Configuration;

        var unit = configuration.Blueprints["unit"];
        Assert.Equal("dotnet test", unit.Settings["run"].GetString());
        Assert.Equal(TimeSpan.FromMinutes(20), unit.Timeout);
        Assert.Equal("1", unit.Env["DOTNET_NOLOGO"].Value);
        Assert.Equal("NUGET_TOKEN", Assert.Single(unit.Secrets).Value);
        Assert.Equal("TestResults/*.xml", Assert.Single(unit.JUnitReports));
        Assert.Equal<BuildReason>([BuildReason.PullRequest, BuildReason.Queue], unit.When!.Events);
        Assert.Equal<string>(["linux", "windows"], Assert.Single(unit.Matrix).Values);
        Assert.Equal("deploy", unit.Concurrency);
        Assert.Equal<string>(["operate"], unit.ApprovalRoles);
        Assert.Equal("acme/image", configuration.Blueprints["image"].Settings["pipeline"].GetString());
        Assert.True(configuration.Blueprints["all"].IsComposition);
        Assert.Equal("full", Assert.Single(configuration.QueuePlan!.Stages).Name.Value);

        var queue = Assert.Single(configuration.Queues);
        Assert.Equal<MessageTrailer>([MessageTrailer.ReviewedBy, MessageTrailer.CoAuthoredBy], queue.Message.Trailers);
        Assert.Equal(new LabelPriority("urgent", 100), Assert.Single(queue.Priorities));
        Assert.Equal(new RetestPolicy(TimeSpan.FromHours(24), TimeSpan.FromHours(24), 5), queue.Retest);
        Assert.Equal<string>(["license/cla"], queue.Require);
        Assert.Equal("core", Assert.Single(configuration.Targets["api"].Needs).Value);
        Assert.Equal<string>(["global.json"], configuration.Barrier);
        Assert.Equal("${SLACK_URL}", Assert.Single(configuration.Plugins).Url);
    }

    [Fact]
    public void What_is_not_written_has_the_defaults_of_the_contract()
    {
        var configuration = Samples.Valid("{ blueprints: { unit: { run: make } }, plan: {}, queues: [ { branch: main } ] }");

        var unit = configuration.Blueprints["unit"];
        Assert.Equal(("process", TimeSpan.FromMinutes(60), 3, 0, false, false), (unit.Provider.Value, unit.Timeout, unit.Attempts, unit.Retries, unit.AllowFailure, unit.Always));
        Assert.Null(unit.When);
        Assert.False(configuration.Plan.FailFast);
        Assert.Null(configuration.QueuePlan);
        var queue = Assert.Single(configuration.Queues);
        Assert.Equal((QueueStrategy.Speculative, ConflictScope.All, 4, MergeMethod.Merge), (queue.Strategy, queue.Conflicts, queue.MaxBuilds, queue.Merge));
        Assert.Equal(new BatchPolicy(1, TimeSpan.Zero), queue.Batch);
        Assert.Equal(new ApprovalPolicy(1, true, false), queue.Approvals);
        Assert.Equal<string>(["do-not-merge"], queue.Admit.BlockingLabels);
        Assert.Equal(("^(WIP|Draft)", false, TimeSpan.FromHours(2)), (queue.Admit.BlockingTitle, queue.Admit.Auto, queue.Admit.Timeout));
        Assert.Equal(("{title} (#{number})", "{body}"), (queue.Message.Title, queue.Message.Body));
        Assert.Empty(queue.Message.Trailers);
        Assert.Equal((false, PickOrder.Priority, TimeSpan.FromHours(6)), (queue.DeleteBranch, queue.Pick, queue.Deadline));
        Assert.Null(queue.Retest);
        Assert.Equal(new ReportPolicy(CommentScope.Outcomes, "Signalbox"), queue.Report);
    }

    [Fact]
    public void A_byte_order_mark_and_windows_line_ends_change_nothing()
    {
        var text = File.ReadAllText(Path.Combine(Samples.Folder, "valid", "anchors.yml"));

        var windows = Samples.Valid('\uFEFF' + text.ReplaceLineEndings("\r\n"));

        Assert.Equal("make lint\nmake format\n", windows.Blueprints["lint"].Settings["run"].GetString());
        Assert.Equal(["true", "", "3", "0.5"], windows.Blueprints["unit"].Env.Values.Select(value => value.Value));
    }

    [Fact]
    public void A_blueprint_file_is_named_by_its_path_and_may_not_repeat_one_of_the_main_file()
    {
        var main = Samples.MainFile("{ blueprints: { unit: { run: make } }, plan: { stages: [ { name: check, tasks: [tools/lint] } ] } }");

        var valid = Samples.Reader.Read([main, new(".signalbox/blueprints/tools/lint.yml", "run: make lint")]);
        var twice = Samples.Reader.Read([main, new(".signalbox/blueprints/unit.yml", "rn: make"), new(".signalbox/blueprints/tools/lint.yml", "")]);

        Assert.Equal("make lint", Assert.IsType<ConfigurationResult.Valid>(valid).Configuration.Blueprints["tools/lint"].Settings["run"].GetString());
        Assert.Equal(
            [
                ".signalbox/blueprints/tools/lint.yml:1:1: the file is empty: expected the keys of a blueprint",
                ".signalbox/blueprints/unit.yml:1:1: unknown key 'rn' in a blueprint of the provider 'process' (did you mean 'run'?)",
                ".signalbox/blueprints/unit.yml:1:1: a blueprint of the provider 'process' needs the key 'run'",
                ".signalbox/blueprints/unit.yml:1:1: the blueprint 'unit' is also at .signalbox.yml:1:17; one of them must go",
            ],
            Assert.IsType<ConfigurationResult.Invalid>(twice).Problems.Select(problem => problem.ToString()));
    }

    [Fact]
    public void A_provider_checks_its_own_keys()
    {
        const string Text = """
            blueprints:
              a: { provider: buildkite, pipeline: acme, priority: high, queues: [x], parameters: { a: 1 } }
              b: { provider: buildkite, pipeline: acme }
              c: { provider: buildkite, pipelin: acme/image }
            plan: {}
            """;

        var invalid = Assert.IsType<ConfigurationResult.Invalid>(Samples.ReaderWithBuildkite.Read([Samples.MainFile(Text)]));

        Assert.Equal(
            [
                ".signalbox.yml:2:55: expected a whole number from -2147483648 to 2147483647, found 'high'",
                ".signalbox.yml:3:39: 'pipeline': expected organisation/pipeline",
                ".signalbox.yml:4:6: a blueprint of the provider 'buildkite' needs the key 'pipeline'",
                ".signalbox.yml:4:29: unknown key 'pipelin' in a blueprint of the provider 'buildkite' (did you mean 'pipeline'?)",
            ],
            invalid.Problems.Select(problem => problem.ToString()));
    }

    [Fact]
    public void A_commit_without_configuration_is_told_with_what_to_do()
    {
        var commit = CommitSha.Parse(new string('a', 40));

        Assert.StartsWith($"no .signalbox.yml at {commit}: commit one", ConfigurationProblem.NoConfiguration(commit).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(".signalbox.yml", true)]
    [InlineData(".signalbox/blueprints/a.yml", true)]
    [InlineData(".signalbox/blueprints/a/b.yml", true)]
    [InlineData(".signalbox/blueprints/.yml", false)]
    [InlineData(".signalbox/blueprints/a.yaml", false)]
    [InlineData("src/.signalbox.yml", false)]
    public void Only_the_main_file_and_blueprints_are_configuration(string path, bool expected) =>
        Assert.Equal(expected, ConfigurationFile.IsConfiguration(path));
}
