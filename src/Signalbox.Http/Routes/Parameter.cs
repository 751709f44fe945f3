using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Reflection;

namespace Signalbox.Http.Routes;

/// <summary>Where a parameter stands.</summary>
public enum ParameterPlace
{
    /// <summary>In the path; always there.</summary>
    Path,

    /// <summary>In the query; may be absent.</summary>
    Query,
}

/// <summary>What a route takes beside its body.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="Name">Its name there.</param>
/// <param name="Summary">For the OpenAPI document.</param>
public abstract record Parameter(ParameterPlace Place, string Name, string Summary)
{
    /// <summary>Its JSON schema.</summary>
    public required Func<JsonObject> Schema { get; init; }
}

/// <summary>Reads a text.</summary>
public delegate bool TryRead<T>(string text, [MaybeNullWhen(false)] out T value);

/// <summary>A parameter and how its text is read.</summary>
/// <typeparam name="T">What it means.</typeparam>
public sealed record Parameter<T>(ParameterPlace Place, string Name, string Summary) : Parameter(Place, Name, Summary)
{
    /// <summary>Reads it; false where the text is wrong.</summary>
    public required TryRead<T> TryRead { get; init; }

    /// <summary>What a right value looks like, for the problem.</summary>
    public required string Expected { get; init; }
}

/// <summary>Makes parameters.</summary>
public static class Parameters
{
    /// <summary>A text as it is; not empty.</summary>
    public static Parameter<string> Text(ParameterPlace place, string name, string summary) => new(place, name, summary)
    {
        TryRead = (string text, [MaybeNullWhen(false)] out string value) => (value = text).Length > 0,
        Expected = "a text",
        Schema = () => new() { ["type"] = "string", ["minLength"] = 1 },
    };

    /// <summary>One of the product's identifiers.</summary>
    public static Parameter<T> Identifier<T>(ParameterPlace place, string name, string summary, string expected)
        where T : IParsable<T> => new(place, name, summary)
        {
            TryRead = (string text, [MaybeNullWhen(false)] out T value) => T.TryParse(text, null, out value),
            Expected = expected,
            Schema = () => new() { ["type"] = "string" },
        };

    /// <summary>A whole number of the query.</summary>
    public static Parameter<long> Number(string name, string summary, long least, long most) => new(ParameterPlace.Query, name, summary)
    {
        TryRead = (string text, out long value) =>
            long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value >= least && value <= most,
        Expected = most == long.MaxValue ? $"a whole number from {least} on" : $"a whole number from {least} to {most}",
        Schema = () =>
        {
            var schema = new JsonObject { ["type"] = "integer", ["minimum"] = least };
            if (most != long.MaxValue) schema["maximum"] = most;
            return schema;
        },
    };

    /// <summary>`true` or `false`.</summary>
    public static Parameter<bool> Flag(string name, string summary) => new(ParameterPlace.Query, name, summary)
    {
        TryRead = bool.TryParse,
        Expected = "true or false",
        Schema = () => new() { ["type"] = "boolean" },
    };

    /// <summary>A word of one of the product's enumerations, as JSON has it.</summary>
    public static Parameter<T> Word<T>(string name, string summary)
        where T : struct, Enum
    {
        var words = Enum.GetValues<T>().ToDictionary(WordOf, StringComparer.Ordinal);
        return new(ParameterPlace.Query, name, summary)
        {
            TryRead = words.TryGetValue,
            Expected = $"one of {string.Join(", ", words.Keys)}",
            Schema = () => new() { ["type"] = "string", ["enum"] = new JsonArray([.. words.Keys.Select(word => (JsonNode)word)]) },
        };
    }

    private static string WordOf<T>(T value)
        where T : struct, Enum =>
        typeof(T).GetField($"{value}")!.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name ?? $"{value}";
}
