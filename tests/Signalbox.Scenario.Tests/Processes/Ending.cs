namespace Signalbox.Scenario.Tests.Processes;

/// <summary>What came of a process.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">All of standard output.</param>
/// <param name="Errors">All of standard error.</param>
internal sealed record Ending(int ExitCode, string Output, string Errors)
{
    /// <summary>The lines of standard output.</summary>
    public IReadOnlyList<string> Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The test goes on only with this exit code; else it shows everything that was said.</summary>
    public Ending Expect(int exitCode)
    {
        Assert.True(ExitCode == exitCode, $"exit {exitCode} was expected: {this}");
        return this;
    }

    /// <inheritdoc/>
    public override string ToString() => $"exit {ExitCode}\n--- stdout\n{Output}\n--- stderr\n{Errors}";
}
