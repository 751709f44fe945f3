using Signalbox.Embedded.Files;

namespace Signalbox.Embedded.Host.Ownership;

/// <summary>Where the embedded host keeps everything: database, logs, results, and what its processes find each other by.</summary>
public sealed record DataDirectory
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Names a directory; nothing is made yet.</summary>
    /// <param name="path">Absolute, or relative to the current directory.</param>
    public DataDirectory(string path) => Path = System.IO.Path.GetFullPath(path);

    /// <summary>Absolute.</summary>
    public string Path { get; }

    /// <summary>The database's file.</summary>
    public string Database => In("signalbox.db");

    /// <summary>Logs and results.</summary>
    public string Results => In("results");

    /// <summary>The process that owns it, or that did last; null when there was none.</summary>
    public int? LastOwner => OwnerNote.Read(this)?.Pid;

    /// <summary>Its presence means nothing; who holds it exclusively owns the directory.</summary>
    internal string Lock => In("owner.lock");

    /// <summary>For the socket, so that nobody else reaches it even while it has the permissions of its birth.</summary>
    internal string OwnerFolder => In("owner");

    internal string Note => System.IO.Path.Combine(OwnerFolder, "owner.json");

    internal string Socket => System.IO.Path.Combine(OwnerFolder, "socket");

    /// <summary>`$XDG_STATE_HOME/signalbox`, or what the platform has in its place.</summary>
    /// <param name="environment">Looks up an environment variable.</param>
    public static DataDirectory Default(Func<string, string?> environment) =>
        new(System.IO.Path.Combine(StateHome(environment), "signalbox"));

    /// <summary>Makes it, for this user alone; one that exists keeps its permissions.</summary>
    /// <exception cref="Sqlite.StorageException">It cannot be made.</exception>
    internal void Create()
    {
        try
        {
            foreach (var folder in (string[])[Path, OwnerFolder])
            {
                if (Directory.Exists(folder)) continue;
                if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
                else Directory.CreateDirectory(folder, OwnerOnly);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw FileErrors.Translate(error, Path);
        }
    }

    private static string StateHome(Func<string, string?> environment)
    {
        // The XDG specification has relative values ignored.
        if (environment("XDG_STATE_HOME") is { } state && System.IO.Path.IsPathRooted(state)) return state;
        if (OperatingSystem.IsWindows() || OperatingSystem.IsMacOS())
            return Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        var home = environment("HOME") is { Length: > 0 } named
            ? named
            : Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify);
        return System.IO.Path.Combine(home, ".local", "state");
    }

    private string In(string name) => System.IO.Path.Combine(Path, name);
}
