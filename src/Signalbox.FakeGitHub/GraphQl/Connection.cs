using System.Globalization;
using System.Text;

namespace Signalbox.FakeGitHub.GraphQl;

/// <summary>A list in pages, as GraphQL has them.</summary>
internal static class Connection
{
    private const int Largest = 100;

    /// <summary>The part of a list that the arguments ask for; `first` or `last` is demanded, as GitHub does.</summary>
    public static object Of<T>(string type, GraphArguments arguments, IReadOnlyList<T> items, Func<T, GraphObject> node)
    {
        if ((arguments.Number("first") ?? arguments.Number("last")) is not { } size)
            return new GraphProblem("MISSING_PAGINATION_BOUNDARIES", $"You must provide a `first` or `last` value to properly paginate the `{type}` connection.");
        if (size is < 0 or > Largest)
            return new GraphProblem("EXCESSIVE_PAGINATION", $"Requesting {size} records on the `{type}` connection exceeds the `first` limit of {Largest} records.");
        var start = arguments.Number("first") is null ? Math.Max(0, items.Count - size) : Position(arguments.Text("after"));
        var page = items.Skip(start).Take(size).ToList();
        return new GraphObject(type)
            .With("totalCount", items.Count)
            .With("nodes", _ => page.Select(node).ToList())
            .With("pageInfo", new GraphObject("PageInfo")
                .With("hasNextPage", start + page.Count < items.Count)
                .With("hasPreviousPage", start > 0)
                .With("startCursor", page.Count == 0 ? null : Cursor(start + 1))
                .With("endCursor", page.Count == 0 ? null : Cursor(start + page.Count)));
    }

    private static string Cursor(int position) => Convert.ToBase64String(Encoding.ASCII.GetBytes($"cursor:{position}"));

    private static int Position(string? cursor)
    {
        var bytes = new byte[64];
        return cursor is not null && Convert.TryFromBase64String(cursor, bytes, out var count)
            && int.TryParse(Encoding.ASCII.GetString(bytes, 0, count).Replace("cursor:", "", StringComparison.Ordinal), CultureInfo.InvariantCulture, out var position)
            ? position
            : 0;
    }
}
