using System.Text.RegularExpressions;

namespace Signalbox.FakeGitHub.Rest;

/// <summary>A route of the API.</summary>
/// <param name="Method">`GET`.</param>
/// <param name="Template">`/repos/{owner}/{repo}/commits/{ref+}/status`: a part with `+` may hold slashes, escaped or not.</param>
/// <param name="Access">Who may use it.</param>
/// <param name="Answer">What it does.</param>
internal sealed record Route(string Method, string Template, Access Access, Func<Call, Task<Reply>> Answer)
{
    private readonly Regex pattern = new(
        "^" + Regex.Replace(Template, @"\{(?<name>\w+)(?<long>\+?)\}", Group, RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)) + "$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));

    /// <summary>Counts towards the limits of content.</summary>
    public bool MakesContent { get; init; }

    /// <summary>The parts of a path, unescaped; null when it is another route's.</summary>
    public Dictionary<string, string>? Match(string path)
    {
        var match = pattern.Match(path);
        return match.Success
            ? match.Groups.Values.Skip(1).ToDictionary(group => group.Name, group => Uri.UnescapeDataString(group.Value), StringComparer.Ordinal)
            : null;
    }

    private static string Group(Match part) => $"(?<{part.Groups["name"].Value}>{(part.Groups["long"].Length > 0 ? ".+" : "[^/]+")})";
}

/// <summary>All routes. Those that were added first are tried first.</summary>
internal sealed class RouteTable
{
    private readonly List<Route> routes = [];

    public IReadOnlyList<Route> All => routes;

    public void Get(string template, Access access, Func<Call, Task<Reply>> answer) => routes.Add(new("GET", template, access, answer));

    public void Get(string template, Access access, Func<Call, Reply> answer) => Get(template, access, call => Task.FromResult(answer(call)));

    public void Post(string template, Access access, Func<Call, Task<Reply>> answer, bool makesContent = false) =>
        routes.Add(new("POST", template, access, answer) { MakesContent = makesContent });

    public void Post(string template, Access access, Func<Call, Reply> answer, bool makesContent = false) =>
        Post(template, access, call => Task.FromResult(answer(call)), makesContent);

    public void Patch(string template, Access access, Func<Call, Task<Reply>> answer) => routes.Add(new("PATCH", template, access, answer));

    public void Put(string template, Access access, Func<Call, Task<Reply>> answer) => routes.Add(new("PUT", template, access, answer));

    public void Delete(string template, Access access, Func<Call, Task<Reply>> answer) => routes.Add(new("DELETE", template, access, answer));

    /// <summary>The route of a request and the parts of its path.</summary>
    public (Route Route, Dictionary<string, string> Values)? Find(string method, string path)
    {
        foreach (var route in routes.Where(route => route.Method == (method == "HEAD" ? "GET" : method)))
        {
            if (route.Match(path) is { } values) return (route, values);
        }

        return null;
    }
}
