using System.Text.RegularExpressions;
using Xunit;

namespace Signalbox.Architecture.Tests.Sources;

public sealed partial class SourceTests
{
    private const int LongestFile = 400;

    [Fact]
    public void A_namespace_is_its_folder()
    {
        var wrong =
            from file in SourceFile.All
            let expected = string.Join('.', file.Folders.Prepend(file.Project))
            // A file without a namespace holds top-level statements or attributes of the assembly, and no type.
            where file.Namespace is null ? file.Types.Any() : file.Namespace != expected
            select $"{file}: namespace {file.Namespace ?? "(none)"} instead of {expected}";
        Assert.Empty(wrong);
    }

    [Fact]
    public void No_file_of_src_is_longer_than_one_idea_can_be() =>
        Assert.Empty(SourceFile.All
            .Where(file => file.Location.StartsWith("src/", StringComparison.Ordinal) && file.Lines > LongestFile)
            .Select(file => $"{file}: {file.Lines} lines"));

    [Fact]
    public void Types_and_folders_are_nouns_of_the_product_and_no_catch_alls()
    {
        var wrong =
            from file in SourceFile.All
            from name in file.Folders.Concat(file.Types)
            where CatchAll().IsMatch(name)
            select $"{file}: {name}";
        Assert.Empty(wrong);
    }

    [Fact]
    public void The_reader_of_sources_sees_the_files_there_are()
    {
        // Guards the tests above against passing because nothing was read.
        var one = SourceFile.All.Single(file => file.Location == "src/Signalbox.Core/Builds/BuildId.cs");
        Assert.Equal("Signalbox.Core.Builds", one.Namespace);
        Assert.Equal(["BuildId"], one.Types);
        Assert.Matches(CatchAll(), "StringHelper");
        Assert.DoesNotMatch(CatchAll(), "Commonality");
    }

    [GeneratedRegex("(Helper|Manager|Util|Utilitie|Common)s?(?![a-z])", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CatchAll();
}
