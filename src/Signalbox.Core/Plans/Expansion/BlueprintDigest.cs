using System.Buffers;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;

namespace Signalbox.Core.Plans.Expansion;

/// <summary>The digest of everything that can change what a task produces: same tree, same digest, same result (B9).</summary>
internal static class BlueprintDigest
{
    /// <summary>Grows when the meaning of a planned task changes, so that old results stop to count.</summary>
    private const int Version = 1;

    /// <summary>SHA-256, lower-case hexadecimal, of canonical JSON: names in ordinal order, no spaces.</summary>
    public static string Of(PlannedTask task, ImmutableArray<KeyValuePair<MatrixAxis, string>> matrix)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteNumber("version", Version);
            writer.WriteString("provider", task.Provider);
            writer.WriteStartObject("settings");
            foreach (var (name, value) in task.Settings)
            {
                writer.WritePropertyName(name);
                WriteCanonical(writer, value);
            }

            writer.WriteEndObject();
            WriteMap(writer, "env", task.Env);
            WriteMap(writer, "matrix", matrix.Select(one => KeyValuePair.Create(one.Key.Key, one.Value)).OrderBy(one => one.Key, StringComparer.Ordinal));
            WriteSet(writer, "secrets", task.Secrets);
            WriteSet(writer, "artifacts", task.Artifacts);
            WriteSet(writer, "junit", task.JUnitReports);
            writer.WriteEndObject();
        }

        return Convert.ToHexStringLower(SHA256.HashData(buffer.WrittenSpan));
    }

    private static void WriteMap(Utf8JsonWriter writer, string name, IEnumerable<KeyValuePair<string, string>> values)
    {
        writer.WriteStartObject(name);
        foreach (var (key, value) in values) writer.WriteString(key, value);
        writer.WriteEndObject();
    }

    private static void WriteSet(Utf8JsonWriter writer, string name, ImmutableArray<string> values)
    {
        writer.WriteStartArray(name);
        foreach (var value in values.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)) writer.WriteStringValue(value);
        writer.WriteEndArray();
    }

    private static void WriteCanonical(Utf8JsonWriter writer, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            value.WriteTo(writer);
            return;
        }

        writer.WriteStartObject();
        foreach (var property in value.EnumerateObject().OrderBy(property => property.Name, StringComparer.Ordinal))
        {
            writer.WritePropertyName(property.Name);
            WriteCanonical(writer, property.Value);
        }

        writer.WriteEndObject();
    }
}
