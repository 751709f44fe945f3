namespace Signalbox.Scenario.Tests.Cli;

public sealed class HelpTests : IDisposable
{
    private readonly CommandScene scene = new();

    private static readonly string[] Names = ["run", "validate", "builds", "status", "events", "logs", "cancel", "retry", "approve", "prune"];

    public static TheoryData<string> Verbs => [.. Names];

    [Fact]
    public async Task Help_lists_every_verb()
    {
        var help = await scene.RunAsync("--help");

        Assert.Equal(0, help.ExitCode);
        Assert.All(Names, verb => Assert.Contains($"\n  {verb} ", help.Output, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task The_help_of_a_verb_has_an_example_of_it(string verb)
    {
        var help = await scene.RunAsync(verb, "--help");

        Assert.Equal(0, help.ExitCode);
        Assert.Contains($"Examples:\n  signalbox {verb}", help.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("signalbox", "Required command was not provided. See 'signalbox --help'.")]
    [InlineData("signalbox rnu", "'rnu'")]
    [InlineData("signalbox run --id a/b", "'a/b' is not a build id: 1 to 64 letters, digits, '.', '_' or '-', and not only dots. See 'signalbox run --help'.")]
    [InlineData("signalbox run --wat", "'--wat'")]
    [InlineData("signalbox status", "there are no builds yet. 'signalbox run' in a git repository makes one.")]
    [InlineData("signalbox builds --limit none", "'none' is no value for --limit: a whole number from 1 on.")]
    [InlineData("signalbox builds --state done", "'done'")]
    [InlineData("signalbox events x --after -1", "'-1' is no value for --after: a whole number from 0 on.")]
    [InlineData("signalbox logs x", "there is no build 'x', and no other: 'signalbox run' makes one, '--data DIR' names another data directory.")]
    [InlineData("signalbox cancel a/b", "'a/b' is not a build id")]
    [InlineData("signalbox prune --older soon", "'soon' is no value for --older: a duration such as 90s, 20m, 2h or 7d.")]
    [InlineData("signalbox validate --json", "--json needs --dry-run: it prints the plan.")]
    public async Task Wrong_words_are_one_message_with_what_is_right_and_exit_2(string line, string message)
    {
        var outcome = await scene.RunAsync(line.Split(' ')[1..]);

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains(message, Assert.Single(outcome.Errors.TrimEnd().Split('\n')), StringComparison.Ordinal);
        Assert.Empty(outcome.Output);
        Assert.False(Directory.Exists(scene.Data), "Nothing may be made for a command that is refused.");
    }

    public void Dispose() => scene.Dispose();
}
