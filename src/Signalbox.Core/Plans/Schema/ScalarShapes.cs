using System.Globalization;
using System.Text.Json.Nodes;
using Signalbox.Core.Plans.Sources;

namespace Signalbox.Core.Plans.Schema;

/// <summary>`true` or `false`.</summary>
internal sealed class BooleanShape : Shape<bool>
{
    public override bool TryRead(Node node, ProblemList problems, out bool value)
    {
        var text = (node as ScalarNode)?.Text.ToLowerInvariant();
        value = text == "true";
        if (node is ScalarNode { Plain: true } && text is "true" or "false") return true;
        var meant = text switch
        {
            "yes" or "on" or "y" or "1" or "true" => "true",
            "no" or "off" or "n" or "0" or "false" => "false",
            null => null,
            _ => NearestWord.Find(text, ["true", "false"]),
        };
        problems.Add(node.Place, $"expected true or false, found {node.Found}", meant);
        return false;
    }

    public override JsonObject Describe(SchemaDefinitions definitions) => new() { ["type"] = "boolean" };

    public override JsonNode Show(bool value) => JsonValue.Create(value);
}

/// <summary>A whole number.</summary>
internal sealed class IntegerShape(int least, int most) : Shape<int>
{
    public override bool TryRead(Node node, ProblemList problems, out int value)
    {
        value = 0;
        if (node is ScalarNode { Plain: true } scalar
            && int.TryParse(scalar.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value)
            && value >= least && value <= most)
            return true;
        var expected = least == most ? $"{least}" : $"a whole number from {least} to {most}";
        problems.Add(node.Place, $"expected {expected}, found {node.Found}");
        return false;
    }

    public override JsonObject Describe(SchemaDefinitions definitions) =>
        new() { ["type"] = "integer", ["minimum"] = least, ["maximum"] = most };

    public override JsonNode Show(int value) => JsonValue.Create(value);
}

/// <summary>A duration with its unit.</summary>
internal sealed class DurationShape(bool mayBeZero = false) : Shape<TimeSpan>
{
    /// <summary>Timers of the durable engines are bounded; no build takes a year.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(365);

    public override bool TryRead(Node node, ProblemList problems, out TimeSpan value)
    {
        value = default;
        var scalar = node as ScalarNode;
        if (scalar is null || !Duration.TryParse(scalar.Text, out value))
        {
            var meant = scalar is { Text: { Length: > 0 and < 10 } digits } && digits.All(char.IsAsciiDigit) ? digits + "m" : null;
            problems.Add(node.Place, $"expected {Duration.Expected}, found {node.Found}", meant);
            return false;
        }

        if (value <= Longest && (mayBeZero || value > TimeSpan.Zero)) return true;
        problems.Add(
            node.Place,
            $"a duration {(mayBeZero ? "of at most" : "above 0s, of at most")} {Duration.Format(Longest)} is allowed here, found {node.Found}");
        return false;
    }

    public override JsonObject Describe(SchemaDefinitions definitions) => new() { ["type"] = "string", ["pattern"] = Duration.Pattern };

    public override JsonNode Show(TimeSpan value) => JsonValue.Create(Duration.Format(value));
}
