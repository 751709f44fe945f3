namespace Signalbox.Providers.Process.Launch;

/// <summary>How a process ended.</summary>
/// <param name="Code">Its exit code; absent when a signal ended it or somebody else took the status.</param>
/// <param name="Signal">The number of the signal that ended it.</param>
internal readonly record struct TaskExit(int? Code, int? Signal)
{
    /// <summary>Exit code 0.</summary>
    public bool IsSuccess => Code == 0;

    /// <summary>Somebody else collected the exit status, so nobody knows how it ended.</summary>
    public bool IsUnknown => Code is null && Signal is null;

    /// <summary>For people: `exit 1`, `exit 127: command not found`, `killed by SIGSEGV`.</summary>
    public string Describe() => this switch
    {
        { Signal: { } signal } => $"killed by {SignalName.Of(signal)}",
        { Code: 126 } => "exit 126: not executable",
        { Code: 127 } => "exit 127: command not found",
        // A shell answers with 128 + n for a command of its own that signal n ended.
        { Code: { } code and > 128 and < 160 } => $"exit {code}: killed by {SignalName.Of(code - 128)}",
        { Code: { } code } => $"exit {code}",
        _ => "the exit status is not known",
    };
}
