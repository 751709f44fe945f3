using System.Text.Json.Nodes;
using Signalbox.Core.Plans.Sources;

namespace Signalbox.Core.Plans.Schema;

/// <summary>
/// A text. Written without quotes it may look like a number or a boolean (`run: true`, `tfm: 8.0`) and is still taken as written.
/// </summary>
/// <param name="expected">For messages: what would be right.</param>
/// <param name="check">What is wrong with a text, or null.</param>
/// <param name="pattern">The part of the check that JSON Schema can say.</param>
/// <param name="mayBeEmpty">Whether "" is a value.</param>
internal sealed class TextShape(string expected, Func<string, string?>? check = null, string? pattern = null, bool mayBeEmpty = false)
    : Shape<string>
{
    private const int Longest = 64 * 1024;

    public override bool TryRead(Node node, ProblemList problems, out string value)
    {
        value = "";
        if (node is not ScalarNode { IsNothing: false } scalar)
        {
            problems.Add(node.Place, $"expected {expected}, found {node.Found}");
            return false;
        }

        value = scalar.Text;
        var wrong = value switch
        {
            "" when !mayBeEmpty => $"expected {expected}, found an empty text",
            { Length: > Longest } => $"a text of {value.Length} characters; at most {Longest} are allowed",
            _ => check?.Invoke(value),
        };
        if (wrong is not null) problems.Add(node.Place, wrong);
        return wrong is null;
    }

    public override JsonObject Describe(SchemaDefinitions definitions)
    {
        var schema = new JsonObject { ["type"] = new JsonArray("string", "number", "boolean") };
        if (!mayBeEmpty) schema["minLength"] = 1;
        if (pattern is not null) schema["pattern"] = pattern;
        return schema;
    }

    public override JsonNode? Show(string value) => value is null ? null : JsonValue.Create(value);
}
