namespace Signalbox.Providers.Process.Records;

/// <summary>Deletes a directory that a stranger filled: read-only files and directories too, links as links.</summary>
internal static class DirectoryRemoval
{
    private static readonly EnumerationOptions Entries = new() { AttributesToSkip = FileAttributes.None, ReturnSpecialDirectories = false };

    /// <returns>Whether it is gone. What another user made may stay.</returns>
    public static bool TryRemove(string path)
    {
        try
        {
            try
            {
                Directory.Delete(path, recursive: true);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                MakeWritable(new(path));
                Directory.Delete(path, recursive: true);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return !Directory.Exists(path);
        }

        return true;
    }

    private static void MakeWritable(DirectoryInfo directory)
    {
        // POSIX asks for the directory's permission, Windows for the file's attribute.
        if (!OperatingSystem.IsWindows())
        {
            var path = directory.FullName;
            File.SetUnixFileMode(path, File.GetUnixFileMode(path) | UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        foreach (var entry in directory.EnumerateFileSystemInfos("*", Entries))
        {
            if (entry.LinkTarget is not null) continue;
            if (entry is DirectoryInfo inner) MakeWritable(inner);
            else if (OperatingSystem.IsWindows() && entry.Attributes.HasFlag(FileAttributes.ReadOnly)) entry.Attributes = FileAttributes.Normal;
        }
    }
}
