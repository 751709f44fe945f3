using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Signalbox.Providers.Process.Launch;

namespace Signalbox.Providers.Process.Results;

/// <summary>
/// Opens a file that a task left. The task may run as another user (isolation), so a link, or a link swapped in at the last moment,
/// must not make us read what only we may read; and a named pipe must not make us wait.
/// </summary>
internal static class CheckoutFile
{
    /// <summary>The file's bytes; null when it is no regular file of the checkout.</summary>
    /// <param name="root">The checkout, absolute.</param>
    /// <param name="path">Relative to it.</param>
    public static FileStream? TryOpen(string root, string path)
    {
        var full = Path.Combine(root, path);
        if (OperatingSystem.IsWindows()) return new FileInfo(full).LinkTarget is null ? File.OpenRead(full) : null;
        var handle = OpenWithoutFollowing(full);
        if (handle is null) return null;
        if (!OperatingSystem.IsLinux() || LiesIn(root, handle))
        {
            var stream = new FileStream(handle, FileAccess.Read, bufferSize: 1);
            if (stream.CanSeek) return stream;
        }

        handle.Dispose();
        return null;
    }

    private static SafeFileHandle? OpenWithoutFollowing(string path)
    {
        var (nonBlocking, noFollow, closeOnExec) = OperatingSystem.IsMacOS() ? (0x4, 0x100, 0x1000000)
            : RuntimeInformation.ProcessArchitecture is Architecture.Arm64 or Architecture.Arm ? (0x800, 0x8000, 0x80000)
            : (0x800, 0x20000, 0x80000);
        var descriptor = Libc.Open(path, nonBlocking | noFollow | closeOnExec);
        return descriptor < 0 ? null : new(descriptor, ownsHandle: true);
    }

    private static bool LiesIn(string root, SafeFileHandle file)
    {
        using var directory = OpenWithoutFollowing(root);
        return directory is not null && PathOf(file).StartsWith(PathOf(directory) + "/", StringComparison.Ordinal);
    }

    // The kernel's own answer for what was opened in fact: no name is looked up a second time.
    private static string PathOf(SafeFileHandle handle) => new FileInfo($"/proc/self/fd/{handle.DangerousGetHandle()}").LinkTarget ?? "";
}
