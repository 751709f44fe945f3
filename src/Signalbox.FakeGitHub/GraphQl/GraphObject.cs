using System.Text.Json;
using System.Text.Json.Nodes;

namespace Signalbox.FakeGitHub.GraphQl;

/// <summary>An object of the graph, whose fields are worked out when they are asked for.</summary>
/// <param name="Type">`PullRequest`.</param>
/// <param name="Interfaces">What else fragments may call it: `Node`, `Actor`.</param>
internal sealed record GraphObject(string Type, params string[] Interfaces)
{
    private readonly Dictionary<string, Func<GraphArguments, Task<object?>>> fields = new(StringComparer.Ordinal);

    public bool Is(string type) => type == Type || Interfaces.Contains(type);

    public Func<GraphArguments, Task<object?>>? Find(string field) => fields.GetValueOrDefault(field);

    public GraphObject With(string field, object? value) => With(field, _ => value);

    public GraphObject With(string field, Func<GraphArguments, object?> value) => WithAsync(field, arguments => Task.FromResult(value(arguments)));

    public GraphObject WithAsync(string field, Func<GraphArguments, Task<object?>> value)
    {
        fields[field] = value;
        return this;
    }
}

/// <summary>The arguments of a field.</summary>
internal sealed record GraphArguments(JsonObject Values)
{
    public string? Text(string name) => Values[name] is { } node && node.GetValueKind() == JsonValueKind.String ? (string?)node : null;

    public int? Number(string name) => Values[name] is { } node && node.GetValueKind() == JsonValueKind.Number ? (int?)node : null;

    public bool Flag(string name) => Values[name]?.GetValueKind() == JsonValueKind.True;

    public IEnumerable<string> Texts(string name) => Values[name] switch
    {
        JsonArray array => array.Select(node => (string?)node).OfType<string>(),
        { } one => [one.ToString()],
        _ => [],
    };
}

/// <summary>Why a field has no value: it becomes null and an entry of `errors[]`.</summary>
/// <param name="Type">`NOT_FOUND`, `FORBIDDEN`, `UNPROCESSABLE`.</param>
/// <param name="Message">For people.</param>
internal sealed record GraphProblem(string? Type, string Message);
