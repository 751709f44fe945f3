using System.Text.Json;
using System.Text.Json.Serialization;

namespace Signalbox.GitHub.Api;

/// <summary>
/// GitHub's words: `changes_requested` in REST, in webhooks and, in capitals, in GraphQL. A word that we do not know is the default value,
/// so each such enumeration begins with `Unknown`: never an error, never taken for success.
/// </summary>
public sealed class WordConverter<T> : JsonConverter<T>
    where T : struct, Enum
{
    private static readonly Dictionary<string, T> Values =
        Enum.GetValues<T>().ToDictionary(value => Word(value), StringComparer.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override bool HandleNull => true;

    /// <inheritdoc/>
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.String => Value(reader.GetString()!),
        JsonTokenType.Null => default,
        _ => throw new JsonException(),
    };

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(Word(value));

    /// <summary>The value of a word; the default one for a word that we do not know.</summary>
    internal static T Value(string word) => Values.GetValueOrDefault(word);

    private static string Word(T value) => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
