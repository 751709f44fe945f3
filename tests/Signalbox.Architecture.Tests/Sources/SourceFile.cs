using System.Text.RegularExpressions;

namespace Signalbox.Architecture.Tests.Sources;

/// <summary>A C# file of ours.</summary>
/// <param name="Location">From the root, with `/`: `src/Signalbox.Core/Builds/BuildId.cs`.</param>
/// <param name="Text">What is in it.</param>
internal sealed partial record SourceFile(string Location, string Text)
{
    public static IReadOnlyList<SourceFile> All { get; } =
    [
        .. from area in (string[])["src", "tests", "bench"]
            let folder = Path.Combine(RepositoryRoot.Folder, area)
            where Directory.Exists(folder)
            from file in Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            let location = Path.GetRelativePath(RepositoryRoot.Folder, file).Replace('\\', '/')
            where !location.Split('/').Any(part => part is "bin" or "obj")
            select new SourceFile(location, File.ReadAllText(file)),
    ];

    /// <summary>The project's name, which is the folder below the area.</summary>
    public string Project => Location.Split('/')[1];

    /// <summary>The folders below the project.</summary>
    public IEnumerable<string> Folders => Location.Split('/')[2..^1];

    public string? Namespace => NamespaceLine().Match(Text) is { Success: true } match ? match.Groups["name"].Value : null;

    public IEnumerable<string> Types => TypeDeclaration().Matches(Text).Select(match => match.Groups["name"].Value);

    public int Lines => Text.Count(c => c == '\n');

    public override string ToString() => Location;

    [GeneratedRegex(@"^namespace (?<name>[\w.]+)\s*;?\r?$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NamespaceLine();

    // At the start of a line, after modifiers only, so that neither a sentence nor a string with "class" in it is one.
    [GeneratedRegex(
        @"^\s*((public|internal|private|protected|static|sealed|abstract|partial|readonly|ref|file|unsafe|new) )*(class|interface|enum|struct|record( class| struct)?) (?<name>\w+)",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        1000)]
    private static partial Regex TypeDeclaration();
}
