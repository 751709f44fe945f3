using System.Globalization;
using System.Text;
using Signalbox.Providers.Process.Launch;

namespace Signalbox.Providers.Process.Records;

/// <summary>
/// Processes of a task that are no longer in its group (`setsid`), or whose group has lost its leader: found on Linux by the variable
/// in their environment that names the workspace. Elsewhere none are found.
/// </summary>
internal static class Stragglers
{
    private const int Rounds = 5;

    /// <summary>Kills all that are found, and those that they start meanwhile, a bounded number of times.</summary>
    /// <returns>How many were killed.</returns>
    public static int Kill(string workspace)
    {
        if (!OperatingSystem.IsLinux()) return 0;
        var marker = Encoding.UTF8.GetBytes($"{TaskEnvironment.Workspace}={workspace}\0");
        var killed = new HashSet<ProcessIdentity>();
        for (var round = 0; round < Rounds; round++)
        {
            var found = false;
            foreach (var process in Find(marker))
                if (killed.Add(process) && process.IsAlive && Libc.Kill(process.Id, Libc.SignalKill) == 0) found = true;
            if (!found) break;
        }

        return killed.Count;
    }

    private static IEnumerable<ProcessIdentity> Find(byte[] marker)
    {
        foreach (var directory in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(directory), NumberStyles.None, CultureInfo.InvariantCulture, out var id)) continue;
            // Identified before the look into it, so that the number's next owner is not taken for it.
            if (id != Environment.ProcessId && ProcessIdentity.Of(id) is { } process && Carries(id, marker)) yield return process;
        }
    }

    private static bool Carries(int id, byte[] marker)
    {
        try
        {
            return File.ReadAllBytes($"/proc/{id}/environ").AsSpan().IndexOf(marker) >= 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It has ended, or it is another user's.
            return false;
        }
    }
}
