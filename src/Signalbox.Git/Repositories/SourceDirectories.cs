namespace Signalbox.Git.Repositories;

/// <summary>Where a repository keeps what its work trees share.</summary>
/// <param name="Common">The git directory itself, or the main one's of a linked work tree.</param>
internal readonly record struct SourceDirectories(string Common)
{
    /// <summary>The object store.</summary>
    public string Objects => Path.Combine(Common, "objects");

    /// <summary>The file that lists where history ends early.</summary>
    public string Shallow => Path.Combine(Common, "shallow");

    /// <summary>Whether history ends early.</summary>
    public bool IsShallow => File.Exists(Shallow);

    /// <summary>Looks them up without asking git: `commondir` is how a linked work tree names its repository.</summary>
    public static SourceDirectories Of(string gitDirectory)
    {
        var link = Path.Combine(gitDirectory, "commondir");
        return new(File.Exists(link) ? Path.GetFullPath(File.ReadAllText(link).TrimEnd('\n'), gitDirectory) : gitDirectory);
    }
}
