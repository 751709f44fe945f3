namespace Signalbox.Providers.Process.Launch;

/// <summary>Names of POSIX signals, which Linux and macOS number differently.</summary>
internal static class SignalName
{
    private static readonly string?[] Linux =
    [
        null, "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2", "PIPE", "ALRM", "TERM", "STKFLT",
        "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH", "IO", "PWR", "SYS",
    ];

    private static readonly string?[] MacOS =
    [
        null, "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "EMT", "FPE", "KILL", "BUS", "SEGV", "SYS", "PIPE", "ALRM", "TERM", "URG",
        "STOP", "TSTP", "CONT", "CHLD", "TTIN", "TTOU", "IO", "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH", "INFO", "USR1", "USR2",
    ];

    /// <summary>`SIGSEGV` for 11, `signal 40` for one without a name.</summary>
    public static string Of(int signal)
    {
        var names = OperatingSystem.IsMacOS() ? MacOS : Linux;
        return signal > 0 && signal < names.Length ? "SIG" + names[signal] : $"signal {signal}";
    }
}
