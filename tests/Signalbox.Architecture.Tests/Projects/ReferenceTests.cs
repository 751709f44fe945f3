using Xunit;

namespace Signalbox.Architecture.Tests.Projects;

/// <summary>Arrows point inward: adapters and workflows know Core, hosts know everybody, Core knows nobody.</summary>
public sealed class ReferenceTests
{
    private static readonly string[] Sources =
    [
        "Core", "Workflows", "Providers", "GitHub", "Git", "Embedded", "Http", "Functions", "Cli", "Simulation", "FakeGitHub",
    ];

    private static readonly Dictionary<string, string[]> MayReference = new(StringComparer.Ordinal)
    {
        ["Core"] = [],
        ["Workflows"] = ["Core"],
        ["Providers"] = ["Core"],
        ["GitHub"] = ["Core"],
        ["Git"] = ["Core"],
        ["Simulation"] = ["Core"],
        ["Embedded"] = ["Core", "Workflows"],
        ["Http"] = ["Core", "Workflows"],
        ["Functions"] = [.. Sources.Except(["Functions", "Embedded", "Git", "Cli", "Simulation", "FakeGitHub"])],
        ["Cli"] = [.. Sources.Except(["Cli", "Functions"])],
        ["FakeGitHub"] = ["Core", "Git"],
        ["Testing"] = ["Core", "FakeGitHub"],
    };

    [Fact]
    public void No_project_references_what_the_table_does_not_allow()
    {
        var wrong =
            from project in ProjectFile.All
            where project.Area == "src" || project.ShortName == "Testing"
            from reference in project.References.Except(MayReference.GetValueOrDefault(project.ShortName, []))
            select $"{project} may not reference Signalbox.{reference}";
        Assert.Empty(wrong);
    }

    [Fact]
    public void Every_project_of_src_is_one_that_the_architecture_has() =>
        Assert.Empty(ProjectFile.All.Where(project => project.Area == "src").Select(project => project.ShortName).Except(Sources));

    [Fact]
    public void No_project_of_src_references_a_test() =>
        Assert.DoesNotContain(ProjectFile.All.Where(project => project.Area == "src"), project => project.References.Any(name => !Sources.Contains(name)));

    [Fact]
    public void Core_uses_the_framework_and_the_YAML_parser_alone()
    {
        var core = ProjectFile.All.Single(project => project.ShortName == "Core");
        Assert.Equal(["YamlDotNet"], core.Packages);
        Assert.Empty(core.Includes("FrameworkReference"));
    }
}
