using System.Text.Json;
using Signalbox.Core.Plans;

namespace Signalbox.Providers.Fake;

/// <summary>Reads settings whose kinds were checked.</summary>
internal readonly struct FakeValues(IReadOnlyDictionary<string, JsonElement> settings)
{
    public bool Has(string key) => settings.ContainsKey(key);

    public string? Text(string key) => settings.TryGetValue(key, out var value) ? value.GetString() : null;

    public int? Number(string key) => settings.TryGetValue(key, out var value) ? value.GetInt32() : null;

    public bool? Truth(string key) => settings.TryGetValue(key, out var value) ? value.GetBoolean() : null;

    /// <summary>A duration that was validated; zero when there is none.</summary>
    public TimeSpan Span(string key) => Text(key) is { } text && Duration.TryParse(text, out var span) ? span : TimeSpan.Zero;

    public IReadOnlyList<string> List(string key) =>
        settings.TryGetValue(key, out var value) ? [.. value.EnumerateArray().Select(one => one.GetString()!)] : [];

    public IReadOnlyList<KeyValuePair<string, string>> Texts(string key) =>
        settings.TryGetValue(key, out var value)
            ? [.. value.EnumerateObject().Select(one => KeyValuePair.Create(one.Name, one.Value.GetString()!))]
            : [];
}
