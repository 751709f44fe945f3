namespace Signalbox.Core.Plans;

/// <summary>A configuration file as it is in the commit.</summary>
/// <param name="Path">From the repository's root, with `/`; shown in problems.</param>
/// <param name="Text">Its content; a byte order mark is allowed.</param>
public sealed record ConfigurationFile(string Path, string Text)
{
    /// <summary>The main file, in the root of a repository.</summary>
    public const string MainPath = ".signalbox.yml";

    /// <summary>The folder of blueprints that have a file of their own.</summary>
    public const string BlueprintFolder = ".signalbox/blueprints/";

    /// <summary>The most characters that a file may have. 10,000 tasks take well under a quarter of it.</summary>
    public const int MaxLength = 4 * 1024 * 1024;

    private const string Extension = ".yml";

    /// <summary>Whether a path of a repository belongs to its configuration: what a caller has to hand to the reader.</summary>
    public static bool IsConfiguration(string path) => path == MainPath || IsBlueprintPath(path);

    /// <summary>
    /// The blueprint that the file holds (`tools/lint` for `.signalbox/blueprints/tools/lint.yml`); absent for the main
    /// file.
    /// </summary>
    public string? Blueprint => IsBlueprintPath(Path) ? Path[BlueprintFolder.Length..^Extension.Length] : null;

    private static bool IsBlueprintPath(string path) =>
        path.StartsWith(BlueprintFolder, StringComparison.Ordinal)
        && path.EndsWith(Extension, StringComparison.Ordinal)
        && path.Length > BlueprintFolder.Length + Extension.Length;
}
