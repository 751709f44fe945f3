using Microsoft.AspNetCore.Http;

namespace Signalbox.GitHub.Tests.Servers;

/// <summary>Answers of a server.</summary>
public static class Reply
{
    public static Func<HttpContext, Task> Json(int status, string body, params (string Name, string Value)[] headers) => async context =>
    {
        context.Response.StatusCode = status;
        foreach (var (name, value) in headers) context.Response.Headers[name] = value;
        if (status is 204 or 304) return;
        context.Response.ContentType = "application/json; charset=utf-8";
        await context.Response.WriteAsync(body);
    };

    public static Func<HttpContext, Task> Status(int status, params (string Name, string Value)[] headers) =>
        Json(status, $$"""{"message":"status {{status}}"}""", headers);

    /// <summary>Takes the request and hangs up.</summary>
    public static Task HangUp(HttpContext context)
    {
        context.Abort();
        return Task.CompletedTask;
    }
}
