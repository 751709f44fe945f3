using Microsoft.AspNetCore.Http;

namespace Signalbox.Http.Pages;

/// <summary>A page for people: made here, without script, and never kept by anybody.</summary>
/// <param name="title">Of the window.</param>
/// <param name="body">What is in it.</param>
internal sealed class Page(string title, Html body) : IResult, IContentTypeHttpResult, IStatusCodeHttpResult
{
    /// <inheritdoc/>
    public string ContentType => "text/html; charset=utf-8";

    /// <inheritdoc/>
    public int? StatusCode { get; init; } = StatusCodes.Status200OK;

    /// <summary>After how many seconds it is loaded again; absent: never.</summary>
    public int? RefreshAfter { get; init; }

    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = StatusCode!.Value;
        response.ContentType = ContentType;
        response.Headers.CacheControl = "no-store";
        response.Headers.ContentSecurityPolicy = PageStyle.Policy;
        return response.WriteAsync(Document().ToString(), httpContext.RequestAborted);
    }

    private Html Document()
    {
        var refresh = RefreshAfter is { } seconds ? Html.Of($"""<meta http-equiv="refresh" content="{seconds}">""") : Html.None;
        return Html.Of($"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            {refresh}
            <title>{title}</title>
            <style>{Style}</style>
            </head>
            <body>
            {body}
            </body>
            </html>
            """);
    }

    // Ours, and to the letter what its hash was taken of.
    private static Html Style { get; } = Html.Constant(PageStyle.Css);
}
