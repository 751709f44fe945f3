using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Signalbox.Core.Plans.Sources;

namespace Signalbox.Core.Plans.Schema;

/// <summary>One of some words.</summary>
internal sealed class WordShape<T>(string noun, IReadOnlyList<KeyValuePair<string, T>> words) : Shape<T>
{
    private readonly Dictionary<string, T> values = words.ToDictionary(StringComparer.Ordinal);

    public override bool TryRead(Node node, ProblemList problems, out T value)
    {
        value = default!;
        if (node is not ScalarNode { IsNothing: false } scalar)
        {
            problems.Add(node.Place, $"expected {noun} ({string.Join(", ", values.Keys)}), found {node.Found}");
            return false;
        }

        if (values.TryGetValue(scalar.Text, out value!)) return true;
        problems.AddUnknown(node.Place, $"{node.Found} is not {noun}", scalar.Text, values.Keys);
        return false;
    }

    public override JsonObject Describe(SchemaDefinitions definitions) =>
        new() { ["enum"] = new JsonArray([.. words.Select(word => (JsonNode)word.Key)]) };

    public override JsonNode? Show(T value) =>
        words.FirstOrDefault(word => EqualityComparer<T>.Default.Equals(word.Value, value)).Key is { } word ? JsonValue.Create(word) : null;
}

/// <summary>Words of enumerations, by the names that they have in JSON.</summary>
internal static class Words
{
    /// <summary>All words of an enumeration but some.</summary>
    public static WordShape<T> Of<T>(string noun, params T[] but)
        where T : struct, Enum =>
        new(noun, [.. Enum.GetValues<T>().Except(but).Select(value => KeyValuePair.Create(NameOf(value), value))]);

    /// <summary>The name of a value in JSON.</summary>
    public static string NameOf<T>(T value)
        where T : struct, Enum =>
        typeof(T).GetField(value.ToString())!.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()!.Name;
}
