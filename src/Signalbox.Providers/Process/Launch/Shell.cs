namespace Signalbox.Providers.Process.Launch;

/// <summary>Finds the POSIX shell that runs a task's script, and starts it.</summary>
internal sealed class Shell
{
    private readonly Lazy<string?> windowsShell = new(() => FindOnWindows(Environment.GetEnvironmentVariable("PATH") ?? "", File.Exists));

    /// <summary>
    /// Waits for the host's word before it becomes the script. A host that is killed between starting the process and writing down
    /// that it did leaves nothing behind that runs.
    /// </summary>
    internal const string Gate = "read -r word && [ \"$word\" = begin ] || exit 1; exec sh -euc \"$1\" </dev/null";

    /// <summary>Starts `{prefix} sh -euc {script}`, which waits until <see cref="ITaskProcess.Begin"/>.</summary>
    /// <exception cref="LaunchException">There is no shell, or the system refuses.</exception>
    public ITaskProcess Start(
        IReadOnlyList<string> prefix, string script, string directory, IReadOnlyDictionary<string, string> environment)
    {
        if (!OperatingSystem.IsWindows()) return PosixProcess.Start(new([.. prefix, "sh", "-c", Gate, "sh", script], directory, environment));
        var shell = windowsShell.Value ?? throw new LaunchException(
            "There is no sh on this machine. Install Git for Windows, or put the folder of a POSIX sh.exe into PATH.");
        // One pipe for both streams keeps their order.
        return PortableProcess.Start(new([.. prefix, shell, "-euc", "exec 2>&1\n" + script], directory, environment));
    }

    /// <summary>`sh.exe` in PATH, else the one that comes with the `git.exe` in PATH; null when there is neither.</summary>
    internal static string? FindOnWindows(string path, Func<string, bool> exists)
    {
        var folders = path.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var inPath = folders.Select(folder => $@"{folder}\sh.exe");
        // Git for Windows puts only `cmd` into PATH; its shell lies beside it.
        var besideGit = folders.Where(folder => exists($@"{folder}\git.exe"))
            .SelectMany(folder => new[] { $@"{folder}\..\bin\sh.exe", $@"{folder}\..\usr\bin\sh.exe" });
        return inPath.Concat(besideGit).FirstOrDefault(exists);
    }
}
