using System.Xml.Linq;

namespace Signalbox.Architecture.Tests.Projects;

/// <summary>A project as its file says it.</summary>
/// <param name="Area">`src`, `tests` or `bench`.</param>
/// <param name="Name">Without `.csproj`.</param>
/// <param name="Content">The file's XML.</param>
internal sealed record ProjectFile(string Area, string Name, XElement Content)
{
    public static IReadOnlyList<ProjectFile> All { get; } =
    [
        .. from area in (string[])["src", "tests", "bench"]
            let folder = Path.Combine(RepositoryRoot.Folder, area)
            where Directory.Exists(folder)
            from file in Directory.EnumerateFiles(folder, "*.csproj", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            select new ProjectFile(area, Path.GetFileNameWithoutExtension(file), XElement.Load(file)),
    ];

    /// <summary>`Core` of `Signalbox.Core`.</summary>
    public string ShortName => Name["Signalbox.".Length..];

    /// <summary>Where it lies, from the root, with `/`.</summary>
    public string Location => $"{Area}/{Name}/{Name}.csproj";

    /// <summary>Short names of the projects that it references.</summary>
    public IEnumerable<string> References => Includes("ProjectReference")
        .Select(path => path.Split('/', '\\')[^1].Replace(".csproj", "", StringComparison.Ordinal)["Signalbox.".Length..]);

    public IEnumerable<string> Packages => Includes("PackageReference");

    public IEnumerable<string> Includes(string item) => Content.Descendants(item).Select(element => (string)element.Attribute("Include")!);

    public override string ToString() => Name;
}
