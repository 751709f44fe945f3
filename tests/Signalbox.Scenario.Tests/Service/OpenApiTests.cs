using System.Text.Json.Nodes;
using Signalbox.Http.Documents;
using Signalbox.Http.Routes;

namespace Signalbox.Scenario.Tests.Service;

public sealed class OpenApiTests
{
    private static readonly JsonObject Document = JsonNode.Parse(OpenApiDocument.Text)!.AsObject();

    [Fact]
    public void Every_route_of_the_API_is_in_the_document_and_no_other()
    {
        var described = from path in Document["paths"]!.AsObject()
                        from method in path.Value!.AsObject()
                        select $"{method.Key.ToUpperInvariant()} {path.Key}";
        var routes = from route in RouteTable.All
                     where route.Pattern.StartsWith("/api/", StringComparison.Ordinal)
                     select $"{route.Method} {route.Pattern.Replace("{**", "{", StringComparison.Ordinal)}";
        Assert.Equal(routes.Order(StringComparer.Ordinal), described.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_name_of_a_pattern_is_a_parameter_that_the_route_reads() => Assert.All(
        RouteTable.All,
        route => Assert.Equal(
            route.Pattern.Split('/').Where(part => part.StartsWith('{')).Select(part => part.Trim('{', '}', '*')).Order(StringComparer.Ordinal),
            route.Parameters.Where(parameter => parameter.Place == ParameterPlace.Path).Select(parameter => parameter.Name).Order(StringComparer.Ordinal)));

    [Fact]
    public void Names_are_unique_and_so_are_method_and_pattern()
    {
        Assert.Equal(RouteTable.All.Count, RouteTable.All.DistinctBy(route => route.Name).Count());
        Assert.Equal(RouteTable.All.Count, RouteTable.All.DistinctBy(route => (route.Method, route.Pattern)).Count());
    }

    [Fact]
    public void Every_reference_of_the_document_leads_somewhere()
    {
        var references = References(Document).ToList();
        Assert.NotEmpty(references);
        Assert.All(references, reference => Assert.NotNull(Follow(reference)));
    }

    [Fact]
    public void Identifiers_times_and_enumerations_are_what_the_API_writes()
    {
        var properties = Document["components"]!["schemas"]!["BuildView"]!["properties"]!;
        Assert.Equal("string", (string?)properties["id"]!["type"]);
        Assert.Equal("date-time", (string?)properties["createdAt"]!["format"]);
        Assert.Contains("succeeded", properties["state"]!["enum"]!.AsArray().Select(word => (string?)word));
        Assert.Equal("string", (string?)properties["base"]!["type"]);
    }

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject holder => holder.SelectMany(pair =>
            pair is { Key: "$ref", Value: JsonValue value } ? [(string)value!] : References(pair.Value)),
        JsonArray list => list.SelectMany(References),
        _ => [],
    };

    private static JsonNode? Follow(string reference)
    {
        Assert.StartsWith("#/", reference, StringComparison.Ordinal);
        JsonNode? node = Document;
        foreach (var part in reference[2..].Split('/'))
        {
            var name = Uri.UnescapeDataString(part).Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            node = node is JsonArray list ? list[int.Parse(name, System.Globalization.CultureInfo.InvariantCulture)] : node?[name];
        }

        return node;
    }
}
