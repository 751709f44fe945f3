using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Signalbox.Core.Plans.Sources;

namespace Signalbox.Core.Plans.Schema;

/// <summary>One glob or a list of globs.</summary>
internal sealed class JunitShape : Shape<ImmutableArray<string>>
{
    private static readonly ListShape<string> List = new(Texts.Pattern, "glob");

    public override bool TryRead(Node node, ProblemList problems, out ImmutableArray<string> value)
    {
        if (node is ListNode) return List.TryRead(node, problems, out value);
        var right = Texts.Pattern.TryRead(node, problems, out var glob);
        value = [glob];
        return right;
    }

    public override JsonObject Describe(SchemaDefinitions definitions) =>
        new() { ["anyOf"] = new JsonArray(Texts.Pattern.Describe(definitions), List.Describe(definitions)) };
}
