using System.Globalization;
using System.Text;
using Signalbox.Git.Repositories;

namespace Signalbox.Git.Checkouts;

/// <summary>
/// Tells by a few `stat` calls whether a repository's refs or configuration changed. Git replaces a ref's file by renaming a new one
/// over it, so the directory's time changes with each.
/// </summary>
internal sealed record SourceState(string Fingerprint, DateTimeOffset Newest)
{
    private static readonly string[] Folders = ["refs/heads", "refs/tags"];

    // The reftable backend keeps the list of its tables in the last one.
    private static readonly string[] Files = ["packed-refs", "config", "reftable/tables.list"];

    /// <summary>Looks at the repository.</summary>
    public static SourceState Of(SourceDirectories source)
    {
        var text = new StringBuilder();
        var newest = DateTime.MinValue;
        var directories = Folders
            .Select(folder => new DirectoryInfo(Path.Combine(source.Common, folder)))
            .Where(folder => folder.Exists)
            .SelectMany(folder => folder.EnumerateDirectories("*", SearchOption.AllDirectories).Prepend(folder))
            .OrderBy(folder => folder.FullName, StringComparer.Ordinal);
        foreach (var directory in directories) Add(directory, 0);
        foreach (var name in Files)
        {
            if (new FileInfo(Path.Combine(source.Common, name)) is { Exists: true } file) Add(file, file.Length);
        }

        return new(text.ToString(), new(newest, TimeSpan.Zero));

        void Add(FileSystemInfo info, long length)
        {
            var changed = info.LastWriteTimeUtc;
            if (changed > newest) newest = changed;
            text.Append(CultureInfo.InvariantCulture, $"{info.FullName}\0{changed.Ticks}\0{length}\0");
        }
    }

    /// <summary>Whether the last change is that long ago.</summary>
    public bool IsOlderThan(TimeSpan age, DateTimeOffset now) => Newest < now - age;
}
