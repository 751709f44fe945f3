namespace Signalbox.Git.Programs;

/// <summary>Where a program is.</summary>
internal static class ExecutablePath
{
    /// <summary>The absolute path of a program by name or path, or null when there is none. The current directory is not searched.</summary>
    public static string? Find(string name)
    {
        if (name.Contains(Path.DirectorySeparatorChar) || Path.IsPathRooted(name)) return File.Exists(name) ? Path.GetFullPath(name) : null;
        var file = OperatingSystem.IsWindows() && !Path.HasExtension(name) ? name + ".exe" : name;
        return (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Where(Path.IsPathRooted)
            .Select(folder => Path.Combine(folder, file))
            .FirstOrDefault(File.Exists);
    }
}
