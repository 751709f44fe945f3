using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Signalbox.FakeGitHub.Accounts;
using Signalbox.FakeGitHub.Apps;
using Signalbox.FakeGitHub.Repositories;
using Signalbox.FakeGitHub.Worlds;

namespace Signalbox.FakeGitHub.Rest;

/// <summary>A request that found its route and may use it.</summary>
internal sealed class Call(World world, RequestLine line, IHeaderDictionary headers, Caller caller, IReadOnlyDictionary<string, string> values, CancellationToken cancellationToken)
{
    private readonly Dictionary<string, StringValues> query = QueryHelpers.ParseQuery(line.Query);

    public World World => world;

    public RequestLine Line => line;

    public Caller Caller => caller;

    public IHeaderDictionary Headers => headers;

    public CancellationToken Cancelled => cancellationToken;

    /// <summary>The body; empty when there was none.</summary>
    public JsonObject Body { get; init; } = [];

    /// <summary>The repository of a route that names one.</summary>
    public HostedRepository Repository { get; init; } = null!;

    /// <summary>Whom events name.</summary>
    public Account Actor => caller.Actor ?? world.App.Bot;

    public Pusher Pusher => new(Actor, App);

    /// <summary>The App that acts through an installation.</summary>
    public App? App => caller is Caller.Installed installed ? installed.Installation.App : null;

    /// <summary>A part of the path, unescaped.</summary>
    public string this[string name] => values[name];

    public int Number(string name) => int.TryParse(values[name], CultureInfo.InvariantCulture, out var number) ? number : 0;

    public long Id(string name) => long.TryParse(values[name], CultureInfo.InvariantCulture, out var number) ? number : 0;

    public string? Query(string name) => query.TryGetValue(name, out var value) ? (string?)value : null;

    public int QueryNumber(string name, int otherwise) =>
        int.TryParse(Query(name), CultureInfo.InvariantCulture, out var number) && number > 0 ? number : otherwise;

    /// <summary>A text of the body; null when it is missing, null or no text.</summary>
    public string? Text(string name) => Body[name]?.GetValueKind() == JsonValueKind.String ? (string?)Body[name] : null;

    public bool Flag(string name) => Body[name]?.GetValueKind() == JsonValueKind.True;
}

/// <summary>The first line of a request as it came, not unescaped: `%2F` in a ref and a slash between parts stay apart.</summary>
/// <param name="Method">In upper case.</param>
/// <param name="Path">Without the prefix of an Enterprise server.</param>
/// <param name="Query">With `?`, or empty.</param>
/// <param name="Prefix">`/api/v3`, or empty.</param>
internal sealed record RequestLine(string Method, string Path, string Query, string Prefix)
{
    private const string Enterprise = "/api/v3";

    public static RequestLine Parse(string method, string target)
    {
        var mark = target.IndexOf('?', StringComparison.Ordinal);
        var (path, query) = mark < 0 ? (target, "") : (target[..mark], target[mark..]);
        if (path == "/api/graphql") return new(method, "/graphql", query, "/api");
        return path.StartsWith(Enterprise + "/", StringComparison.Ordinal) || path == Enterprise
            ? new(method, path[Enterprise.Length..], query, Enterprise)
            : new(method, path, query, "");
    }
}
