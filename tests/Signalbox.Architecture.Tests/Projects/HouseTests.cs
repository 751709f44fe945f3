using System.Text.RegularExpressions;
using System.Xml.Linq;
using Signalbox.Architecture.Tests.Sources;
using Xunit;

namespace Signalbox.Architecture.Tests.Projects;

public sealed partial class HouseTests
{
    [Fact]
    public void The_solution_has_every_project_and_no_other() =>
        Assert.Equal(
            ProjectFile.All.Select(project => project.Location).Order(StringComparer.Ordinal),
            SolutionEntry().Matches(RepositoryRoot.Read("Functions.sln"))
                .Select(match => match.Groups["path"].Value.Replace('\\', '/')).Order(StringComparer.Ordinal));

    [Fact]
    public void The_map_of_src_has_every_project_and_no_other() =>
        Assert.Equal(
            ProjectFile.All.Where(project => project.Area == "src").Select(project => project.Name).Order(StringComparer.Ordinal),
            MapEntry().Matches(RepositoryRoot.Read("src/README.md")).Select(match => match.Groups["name"].Value).Order(StringComparer.Ordinal));

    [Fact]
    public void No_project_is_an_empty_shell()
    {
        var written = SourceFile.All.Where(file => file.Types.Any()).Select(file => file.Project).ToHashSet(StringComparer.Ordinal);
        Assert.All(ProjectFile.All, project => Assert.Contains(project.Name, written));
    }

    [Fact]
    public void Every_test_project_tests()
    {
        var testing = SourceFile.All.Where(file => Test().IsMatch(file.Text)).Select(file => file.Project).ToHashSet(StringComparer.Ordinal);
        Assert.All(
            ProjectFile.All.Where(project => project.Name.EndsWith(".Tests", StringComparison.Ordinal)),
            project => Assert.Contains(project.Name, testing));
    }

    [Fact]
    public void Every_package_version_is_exact_and_stands_in_one_file()
    {
        var versions = XElement.Parse(RepositoryRoot.Read("Directory.Packages.props")).Descendants("PackageVersion").ToList();
        Assert.NotEmpty(versions);
        Assert.All(versions, version => Assert.Matches(ExactVersion(), (string?)version.Attribute("Version")));
        Assert.All(
            ProjectFile.All.SelectMany(project => project.Content.Descendants("PackageReference")),
            package => Assert.True(
                package.Attribute("Version") is null && package.Attribute("VersionOverride") is null, $"{package} names a version of its own"));
    }

    [GeneratedRegex("""^Project\("[^"]+"\) = "[^"]+", "(?<path>[^"]+\.csproj)""", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SolutionEntry();

    [GeneratedRegex(@"^\| `(?<name>Signalbox\.[A-Za-z]+)` \|", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex MapEntry();

    [GeneratedRegex(@"^\d+\.\d+\.\d+(\.\d+)?(-[0-9A-Za-z.]+)?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ExactVersion();

    [GeneratedRegex(@"^\s*\[(Fact|Theory)\b", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Test();
}
