using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Signalbox.Core.Plans;
using Xunit;

namespace Signalbox.Core.Tests.Plans;

public sealed partial class SchemaTests
{
    [Fact]
    public void The_published_schema_is_the_one_that_the_reader_works_by() =>
        Samples.Approve(Path.Combine(Samples.Root, "docs/signalbox.schema.json"), ConfigurationSchema.Write(Samples.Providers));

    [Fact]
    public async Task The_schema_accepts_what_the_reader_accepts_and_refuses_what_has_the_wrong_form()
    {
        var right = Samples.In("valid").Select(path => (path, File.ReadAllText(path))).Concat(Documented()).ToList();
        var wrong = Samples.In("invalid").Select(path => (path, File.ReadAllText(path))).ToList();

        var errors = await JsonSchemaCheck.RunAsync(
            ConfigurationSchema.Write(Samples.Providers), [.. right.Concat(wrong).Select(one => (one.Item1, YamlAsJson.Convert(one.Item2)))]);

        Assert.All(right, one => Assert.True(errors[one.Item1].Count == 0, $"{one.Item1}: {string.Join("; ", errors[one.Item1])}"));
        Assert.All(wrong, one => Assert.True(errors[one.Item1].Count > 0, $"{one.Item1} is accepted"));
    }

    [Fact]
    public void Every_key_of_the_schema_is_described()
    {
        var schema = JsonNode.Parse(ConfigurationSchema.Write(Samples.Providers))!;
        var keys = Properties(schema).ToList();

        Assert.True(keys.Count > 60, $"only {keys.Count} keys");
        Assert.All(keys, key => Assert.False(string.IsNullOrWhiteSpace(key.Value!["description"]?.GetValue<string>()), key.Key));
    }

    [Fact]
    public void Every_whole_example_of_the_documentation_is_valid()
    {
        var examples = Documented().ToList();

        Assert.NotEmpty(examples);
        Assert.All(examples, example => Samples.Valid(example.Text, Samples.ReaderWithBuildkite));
    }

    [Fact]
    public void Every_key_of_the_schema_is_in_the_reference()
    {
        var reference = File.ReadAllText(Path.Combine(Samples.Root, "docs/configuration.md"));
        var schema = JsonNode.Parse(ConfigurationSchema.Write(Samples.Providers))!;

        Assert.All(Properties(schema), key => Assert.Contains($"`{key.Key}`", reference, StringComparison.Ordinal));
    }

    /// <summary>The samples, and blocks of the documentation that hold a whole configuration: those with a plan.</summary>
    private static IEnumerable<(string Name, string Text)> Documented() => Blocks().Concat(
        Directory.EnumerateFiles(Path.Combine(Samples.Root, "docs/samples"), "*.yml").Order(StringComparer.Ordinal)
            .Select(path => (path, File.ReadAllText(path))));

    private static IEnumerable<(string Name, string Text)> Blocks() =>
        from file in Directory.EnumerateFiles(Path.Combine(Samples.Root, "docs"), "*.md").Order(StringComparer.Ordinal)
        from block in YamlBlock().Matches(File.ReadAllText(file).ReplaceLineEndings("\n"))
        let text = block.Groups["text"].Value
        where text.Split('\n').Any(line => line.StartsWith("plan:", StringComparison.Ordinal))
        select ($"{file}:{block.Index}", text);

    private static IEnumerable<KeyValuePair<string, JsonNode?>> Properties(JsonNode? node) => node switch
    {
        JsonObject map => map.SelectMany(one => one.Key == "properties" && one.Value!["provider"]?["const"] is null
            ? one.Value!.AsObject().Concat(one.Value.AsObject().SelectMany(key => Properties(key.Value)))
            : one.Key is "if" ? [] : Properties(one.Value)),
        JsonArray list => list.SelectMany(Properties),
        _ => [],
    };

    [GeneratedRegex("```yaml\n(?<text>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex YamlBlock();
}
