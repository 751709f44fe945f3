using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;

namespace Signalbox.FakeGitHub.Rest;

/// <summary>Lists in pages of 30, at most 100, with a `Link` header.</summary>
internal static class Pages
{
    public const int Largest = 100;

    /// <summary>A page of a list as an array.</summary>
    public static Reply Of<T>(Call call, IReadOnlyList<T> items, Func<T, JsonNode> shape) =>
        Wrap(call, items, shape, page => page);

    /// <summary>A page of a list within an object that counts them all.</summary>
    public static Reply Counted<T>(Call call, string name, IReadOnlyList<T> items, Func<T, JsonNode> shape, JsonObject? more = null) =>
        Wrap(call, items, shape, page =>
        {
            var body = more ?? [];
            body["total_count"] = items.Count;
            body[name] = page;
            return body;
        });

    /// <summary>The part of a list that the request asks for.</summary>
    public static (IReadOnlyList<T> Items, Dictionary<string, string> Headers) Cut<T>(Call call, IReadOnlyList<T> items)
    {
        var size = Math.Min(call.QueryNumber("per_page", 30), Largest);
        var page = call.QueryNumber("page", 1);
        var pages = Math.Max(1, (items.Count + size - 1) / size);
        var links = new List<string>();
        if (page > 1) links.AddRange([Link("prev", Math.Min(page - 1, pages)), Link("first", 1)]);
        if (page < pages) links.AddRange([Link("next", page + 1), Link("last", pages)]);
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (links.Count > 0) headers["Link"] = string.Join(", ", links);
        return ([.. items.Skip((page - 1) * size).Take(size)], headers);

        string Link(string name, int number)
        {
            var query = QueryHelpers.ParseQuery(call.Line.Query);
            query["page"] = $"{number}";
            return $"<{QueryHelpers.AddQueryString(call.World.Url + call.Line.Prefix + call.Line.Path, query)}>; rel=\"{name}\"";
        }
    }

    private static Reply Wrap<T>(Call call, IReadOnlyList<T> items, Func<T, JsonNode> shape, Func<JsonArray, JsonNode> wrap)
    {
        var (page, headers) = Cut(call, items);
        return Reply.Ok(wrap(new([.. page.Select(shape)]))) with { Headers = headers };
    }
}
