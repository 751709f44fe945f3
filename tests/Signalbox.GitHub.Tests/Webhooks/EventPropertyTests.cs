using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Signalbox.GitHub.Webhooks;
using Xunit;

namespace Signalbox.GitHub.Tests.Webhooks;

public sealed class EventPropertyTests
{
    private static readonly string[] Names =
    [
        "pull_request", "pull_request_review", "issue_comment", "push", "check_run", "check_suite", "status", "installation",
        "installation_repositories", "repository", "ping", "workflow_run",
    ];

    [Fact]
    public void Any_bytes_are_an_answer_and_never_an_exception() =>
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), Gen.Elements(Names).ToArbitrary(), (bytes, name) => EventReader.Read(name, bytes) is EventResult.Malformed)
            .QuickCheckThrowOnFailure();

    /// <summary>Real payloads, damaged: that is where a reader that trusts its input breaks.</summary>
    [Fact]
    public async Task A_real_payload_damaged_anywhere_is_an_answer_and_never_an_exception()
    {
        var payloads = (await GitHubExamples.ReadAsync())
            .Where(example => Names.Contains(example.Event))
            .Select(example => (example.Event, Bytes: Encoding.UTF8.GetBytes(example.Payload.GetRawText())))
            .ToList();
        var damages =
            from payload in Gen.Elements<(string Event, byte[] Bytes)>(payloads)
            from at in Gen.Choose(0, payload.Bytes.Length - 1)
            from length in Gen.Choose(0, 40)
            from patch in Gen.Elements("null", "\"\\ud800\"", "{}", "[]", "-1e999", "\"", "}", "", "\0", "\"action\":", "99999999999999999999")
            select (payload.Event, Bytes: (byte[])[.. payload.Bytes.AsSpan(0, at), .. Encoding.UTF8.GetBytes(patch), .. payload.Bytes.AsSpan(Math.Min(payload.Bytes.Length, at + length))]);

        Prop.ForAll(damages.ToArbitrary(), damaged => EventReader.Read(damaged.Event, damaged.Bytes) is not null)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
    }

    /// <summary>Every value of a payload in turn is one of another type: each is understood or malformed.</summary>
    [Fact]
    public async Task A_value_of_any_other_type_anywhere_is_an_answer_and_never_an_exception()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, payload) in (await GitHubExamples.ReadAsync()).Where(example => Names.Contains(example.Event) && seen.Add(Kind(example))))
        {
            var places = 0;
            while (Replaced(payload, places) is { } changed)
            {
                Assert.NotNull(EventReader.Read(name, changed));
                places += 7; // each payload has some hundred places, and most are links
            }
        }

        static string Kind((string Event, JsonElement Payload) example) =>
            example.Event + (example.Payload.TryGetProperty("action", out var action) ? action.GetString() : "");
    }

    private static byte[]? Replaced(JsonElement payload, int place)
    {
        using var buffer = new MemoryStream();
        var left = place;
        using (var writer = new Utf8JsonWriter(buffer)) Copy(payload, writer);
        return left < 0 ? buffer.ToArray() : null;

        void Copy(JsonElement element, Utf8JsonWriter writer)
        {
            if (left-- == 0)
            {
                writer.WriteRawValue(element.ValueKind == JsonValueKind.String ? "[{}]" : "\"\\udfff\"", skipInputValidation: true);
                return;
            }

            switch (element.ValueKind)
            {
                case JsonValueKind.Object:
                    writer.WriteStartObject();
                    foreach (var property in element.EnumerateObject())
                    {
                        writer.WritePropertyName(property.Name);
                        Copy(property.Value, writer);
                    }

                    writer.WriteEndObject();
                    break;
                case JsonValueKind.Array:
                    writer.WriteStartArray();
                    foreach (var item in element.EnumerateArray()) Copy(item, writer);
                    writer.WriteEndArray();
                    break;
                default:
                    element.WriteTo(writer);
                    break;
            }
        }
    }
}
