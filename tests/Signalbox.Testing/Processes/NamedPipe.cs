using System.Diagnostics;

namespace Signalbox.Testing.Processes;

/// <summary>Named pipes: what tests and the processes of scripts signal each other with.</summary>
internal static class NamedPipe
{
    /// <summary>Makes one; the test fails when it cannot be made.</summary>
    public static string Create(string directory, string name)
    {
        var path = Path.Combine(directory, name);
        using var mkfifo = Process.Start("mkfifo", ["-m", "0600", "--", path]);
        mkfifo.WaitForExit();
        return mkfifo.ExitCode == 0 ? path : throw new InvalidOperationException($"mkfifo {path}: exit {mkfifo.ExitCode}");
    }

    /// <summary>Opens one at both ends, so that neither side waits for the other and no end of a process closes it.</summary>
    public static FileStream OpenBoth(string path) => new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);
}
