namespace Signalbox.GitHub.App;

/// <summary>Where a GitHub is (provider-facts 1.14): github.com, a GitHub Enterprise Server, or one with data residency.</summary>
/// <param name="Rest">Base of the REST API, with a final slash.</param>
/// <param name="GraphQL">The GraphQL endpoint.</param>
/// <param name="Web">Where people see it, with a final slash.</param>
public sealed record GitHubAddresses(Uri Rest, Uri GraphQL, Uri Web)
{
    private const string ServerApi = "/api/v3/";

    /// <summary>The host as it stands in change URIs: `github.com`; with its port where that is not the usual one.</summary>
    public string Host => Web.Authority;

    /// <summary>The addresses of validated settings.</summary>
    public static GitHubAddresses Of(GitHubOptions options)
    {
        var rest = WithSlash(options.ApiUrl);
        var server = rest.AbsolutePath == ServerApi;
        return new(
            rest,
            server ? new Uri(rest, "/api/graphql") : new Uri(rest, "graphql"),
            options.WebUrl is { } web ? WithSlash(web) : Site(rest));
    }

    private static Uri Site(Uri rest) => rest.Host.StartsWith("api.", StringComparison.OrdinalIgnoreCase)
        ? new UriBuilder(rest) { Host = rest.Host[4..], Path = "/" }.Uri
        : new Uri(rest, "/");

    private static Uri WithSlash(string address) => new(address.TrimEnd('/') + "/");
}
