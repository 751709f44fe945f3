using Microsoft.Extensions.FileSystemGlobbing.Abstractions;

namespace Signalbox.Providers.Process.Results;

/// <summary>
/// A directory of a checkout as globs see it: a symbolic link is a leaf, never a way into another directory, and `.git` is not there.
/// </summary>
internal sealed class CheckoutDirectory(DirectoryInfo directory, CheckoutDirectory? parent = null) : DirectoryInfoBase
{
    private static readonly EnumerationOptions Entries = new() { AttributesToSkip = FileAttributes.None, IgnoreInaccessible = true };

    public override string Name => directory.Name;

    public override string FullName => directory.FullName;

    public override DirectoryInfoBase? ParentDirectory => parent;

    public override IEnumerable<FileSystemInfoBase> EnumerateFileSystemInfos()
    {
        foreach (var entry in directory.EnumerateFileSystemInfos("*", Entries))
        {
            if (parent is null && entry.Name == ".git") continue;
            yield return entry is DirectoryInfo inner && !inner.Attributes.HasFlag(FileAttributes.ReparsePoint)
                ? new CheckoutDirectory(inner, this)
                : new FileInfoWrapper(new(entry.FullName));
        }
    }

    public override DirectoryInfoBase GetDirectory(string path) => new CheckoutDirectory(new(Path.Combine(FullName, path)), this);

    public override FileInfoBase GetFile(string path) => new FileInfoWrapper(new(Path.Combine(FullName, path)));
}
