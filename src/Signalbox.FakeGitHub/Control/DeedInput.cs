using System.Text.Json;
using System.Text.Json.Nodes;
using Signalbox.FakeGitHub.Scripts;

namespace Signalbox.FakeGitHub.Control;

/// <summary>What a deed was given. What is missing or of a wrong kind throws with its name.</summary>
internal sealed class DeedInput(FakeGitHubServer github, JsonObject body)
{
    public FakeRepository Repository => github.Repository(this["repository"]);

    public FakePullRequest PullRequest => Repository.PullRequest((int)Number("number"));

    /// <summary>`files`: an object of paths and texts; null deletes one.</summary>
    public IEnumerable<(string Path, string? Text)> Files => body["files"] switch
    {
        null => [],
        JsonObject files => files.Select(pair => (pair.Key, (string?)pair.Value)),
        _ => throw new FormatException("'files' must be an object of paths and texts."),
    };

    public string this[string name] => Optional(name) ?? throw new FormatException($"'{name}' is missing: a text.");

    public string? Optional(string name) => body[name] switch
    {
        null => null,
        { } node when node.GetValueKind() == JsonValueKind.String => (string?)node,
        _ => throw new FormatException($"'{name}' must be a text."),
    };

    public long Number(string name) => OptionalNumber(name) ?? throw new FormatException($"'{name}' is missing: a number.");

    public long? OptionalNumber(string name) => body[name] switch
    {
        null => null,
        { } node when node.GetValueKind() == JsonValueKind.Number => node.AsValue().TryGetValue<long>(out var number)
            ? number
            : throw new FormatException($"'{name}' must be a whole number."),
        _ => throw new FormatException($"'{name}' must be a number."),
    };

    public IEnumerable<string> Texts(string name) => (body[name] as JsonArray ?? []).Select(node => (string?)node ?? "");

    public T Word<T>(string name)
        where T : struct, Enum =>
        Enum.TryParse<T>(this[name].Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var value) && Enum.IsDefined(value)
            ? value
            : throw new FormatException($"'{name}' must be one of {string.Join(", ", Enum.GetNames<T>().Select(one => one.ToLowerInvariant()))}.");
}
