using System.Collections;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Signalbox.FakeGitHub.GraphQl;

/// <summary>Answers one request.</summary>
internal sealed class GraphExecution(GraphDocument document, JsonObject variables)
{
    private readonly JsonArray errors = [];

    public async Task<JsonObject> RunAsync(GraphObject root)
    {
        var data = await SelectAsync(root, document.Selections, []);
        // GitHub checks the whole request before it runs: a field that is not there leaves no data at all.
        var answer = new JsonObject();
        if (!errors.Any(error => error!["extensions"] is not null)) answer["data"] = data;
        if (errors.Count > 0) answer["errors"] = errors;
        return answer;
    }

    private async Task<JsonObject> SelectAsync(GraphObject at, IEnumerable<GraphSelection> selections, string[] path)
    {
        var result = new JsonObject();
        foreach (var field in Fields(at, selections))
        {
            string[] here = [.. path, field.Key];
            if (field.Name == "__typename")
            {
                result[field.Key] = at.Type;
            }
            else if (at.Find(field.Name) is { } resolve)
            {
                var arguments = new JsonObject(field.Arguments.Select(pair => KeyValuePair.Create(pair.Key, pair.Value.With(variables))));
                var value = await ValueAsync(await resolve(new(arguments)), field.Selections, here);
                // The same field asked for twice, by two fragments, is one.
                if (result[field.Key] is JsonObject before && value is JsonObject more) Merge(before, more);
                else result[field.Key] = value;
            }
            else
            {
                Report(new(null, $"Field '{field.Name}' doesn't exist on type '{at.Type}'"), here, "undefinedField");
            }
        }

        return result;
    }

    private IEnumerable<GraphSelection.Field> Fields(GraphObject at, IEnumerable<GraphSelection> selections) => selections.SelectMany(one => one switch
    {
        GraphSelection.Field field => [field],
        GraphSelection.Inline inline => inline.Type is null || at.Is(inline.Type) ? Fields(at, inline.Selections) : [],
        GraphSelection.Spread spread => document.Fragments.TryGetValue(spread.Name, out var fragment) && at.Is(fragment.Type) ? Fields(at, fragment.Selections) : [],
        _ => [],
    });

    private async Task<JsonNode?> ValueAsync(object? value, IReadOnlyList<GraphSelection> selections, string[] path)
    {
        switch (value)
        {
            case null:
                return null;
            case GraphProblem problem:
                Report(problem, path, code: null);
                return null;
            case GraphObject one:
                return await SelectAsync(one, selections, path);
            case string text:
                return text;
            case bool flag:
                return flag;
            case IEnumerable items:
                var list = new JsonArray();
                foreach (var item in items) list.Add(await ValueAsync(item, selections, [.. path, list.Count.ToString(CultureInfo.InvariantCulture)]));
                return list;
            default:
                return Convert.ToInt64(value, CultureInfo.InvariantCulture);
        }
    }

    private void Report(GraphProblem problem, string[] path, string? code)
    {
        var error = new JsonObject { ["message"] = problem.Message, ["path"] = new JsonArray([.. path.Select(part => (JsonNode)part)]) };
        if (problem.Type is not null) error["type"] = problem.Type;
        if (code is not null) error["extensions"] = new JsonObject { ["code"] = code };
        errors.Add(error);
    }

    private static void Merge(JsonObject into, JsonObject from)
    {
        foreach (var (key, value) in from.ToList())
        {
            from.Remove(key);
            if (into[key] is JsonObject before && value is JsonObject more) Merge(before, more);
            else into[key] = value;
        }
    }
}
