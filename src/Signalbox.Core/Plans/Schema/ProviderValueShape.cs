using System.Text.Json;
using System.Text.Json.Nodes;
using Signalbox.Core.Plans.Sources;
using Signalbox.Core.Providers;

namespace Signalbox.Core.Plans.Schema;

/// <summary>A value of a provider's own key, as JSON.</summary>
internal sealed class ProviderValueShape(ProviderKeyKind kind) : Shape<JsonElement?>
{
    private static readonly IntegerShape Integer = new(int.MinValue, int.MaxValue);
    private static readonly BooleanShape Boolean = new();
    private static readonly ListShape<string> List = new(Texts.NotEmpty, "text");
    private static readonly MapShape<string> Map = new(Texts.NotEmpty, Texts.Any);

    public override bool TryRead(Node node, ProblemList problems, out JsonElement? value)
    {
        JsonNode? read = kind switch
        {
            ProviderKeyKind.WholeNumber => Integer.TryRead(node, problems, out var number) ? number : null,
            ProviderKeyKind.Boolean => Boolean.TryRead(node, problems, out var truth) ? truth : null,
            ProviderKeyKind.TextList => List.TryRead(node, problems, out var list) ? List.Show(list) : null,
            ProviderKeyKind.TextMap => Map.TryRead(node, problems, out var map)
                ? new JsonObject(map.Select(one => KeyValuePair.Create(one.Key.Value, (JsonNode?)one.Value)))
                : null,
            _ => Texts.NotEmpty.TryRead(node, problems, out var text) ? text : null,
        };
        value = read is null ? null : JsonSerializer.SerializeToElement(read);
        return read is not null;
    }

    public override JsonObject Describe(SchemaDefinitions definitions) => kind switch
    {
        ProviderKeyKind.WholeNumber => Integer.Describe(definitions),
        ProviderKeyKind.Boolean => Boolean.Describe(definitions),
        ProviderKeyKind.TextList => List.Describe(definitions),
        ProviderKeyKind.TextMap => Map.Describe(definitions),
        _ => Texts.NotEmpty.Describe(definitions),
    };
}
