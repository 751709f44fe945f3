using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Signalbox.FakeGitHub.Accounts;
using Signalbox.FakeGitHub.Worlds;

namespace Signalbox.FakeGitHub.SignIn;

/// <summary>The App's OAuth: a page that asks who one is, and codes for tokens.</summary>
internal sealed class OAuthServer(World world)
{
    public const string Root = "/login/oauth";

    private readonly OAuthCodes codes = new(world);

    /// <summary>Who sits at the browser; null asks on a page.</summary>
    public string? Browser { get; set; }

    public async Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value;
        if (path == Root + "/authorize" && context.Request.Method == "GET") await AuthorizeAsync(context);
        else if (path == Root + "/access_token" && context.Request.Method == "POST") await ExchangeAsync(context);
        else context.Response.StatusCode = 404;
    }

    private async Task AuthorizeAsync(HttpContext context)
    {
        var query = context.Request.Query;
        if (query["client_id"] != world.Keys.ClientId)
        {
            context.Response.StatusCode = 404;
            return;
        }

        if (!IsAllowed(query["redirect_uri"], out var redirect))
        {
            await WriteAsync(context, "The redirect_uri is not associated with this application.", 400);
            return;
        }

        if (query["code_challenge"].Count > 0 && query["code_challenge_method"] != "S256")
            Redirect(context, redirect, query["state"], ("error", "invalid_request"));
        else if (query["deny"].Count > 0)
            Redirect(context, redirect, query["state"], ("error", "access_denied"));
        else if ((query["login"].Count > 0 ? query["login"].ToString() : Browser) is { } login)
            Redirect(context, redirect, query["state"], ("code", codes.Issue(world.Accounts.User(login), redirect, query["code_challenge"])));
        else
            await WriteAsync(context, Page(context.Request), 200);
    }

    private async Task ExchangeAsync(HttpContext context)
    {
        var form = await FormAsync(context.Request);
        var (error, tokens) = form switch
        {
            _ when form.GetValueOrDefault("client_id") != world.Keys.ClientId || !IsSecret(form.GetValueOrDefault("client_secret")) => ("incorrect_client_credentials", null),
            _ when form.GetValueOrDefault("grant_type") == "refresh_token" => codes.Refresh(form.GetValueOrDefault("refresh_token") ?? ""),
            _ => codes.Exchange(form.GetValueOrDefault("code") ?? "", form.GetValueOrDefault("redirect_uri"), form.GetValueOrDefault("code_verifier")),
        };
        // A refusal is a 200, too.
        var answer = tokens is null
            ? new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["error"] = error,
                ["error_description"] = $"The request was refused: {error}.",
                ["error_uri"] = "https://docs.github.com/apps",
            }
            : new(StringComparer.Ordinal)
            {
                ["access_token"] = tokens.Access,
                ["expires_in"] = $"{tokens.ExpiresIn}",
                ["refresh_token"] = tokens.Refresh,
                ["refresh_token_expires_in"] = $"{tokens.RefreshExpiresIn}",
                ["scope"] = "",
                ["token_type"] = "bearer",
            };
        var asJson = context.Request.Headers.Accept.ToString().Contains("json", StringComparison.Ordinal);
        context.Response.ContentType = asJson ? "application/json; charset=utf-8" : "application/x-www-form-urlencoded; charset=utf-8";
        await context.Response.WriteAsync(asJson ? Json(answer).ToJsonString() : QueryHelpers.AddQueryString("", answer)[1..], context.RequestAborted);
    }

    private static JsonObject Json(Dictionary<string, string?> answer) => new(answer.Select(pair => KeyValuePair.Create(
        pair.Key, (JsonNode?)(pair.Key.EndsWith("expires_in", StringComparison.Ordinal) ? int.Parse(pair.Value!, System.Globalization.CultureInfo.InvariantCulture) : pair.Value))));

    private bool IsSecret(string? given) => given is not null
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(world.Keys.ClientSecret));

    // Without any that was registered, whatever is asked for on this machine is right: a rehearsal has no port before it starts.
    private bool IsAllowed(StringValues given, out string redirect)
    {
        var registered = world.Keys.CallbackUrls;
        redirect = given.Count > 0 ? given.ToString() : registered.FirstOrDefault()?.ToString() ?? "";
        if (!Uri.TryCreate(redirect, UriKind.Absolute, out var url)) return false;
        return registered.IsEmpty
            ? url.IsLoopback
            : registered.Any(one => one.GetLeftPart(UriPartial.Authority) == url.GetLeftPart(UriPartial.Authority)
                && (url.AbsolutePath == one.AbsolutePath || url.AbsolutePath.StartsWith(one.AbsolutePath.TrimEnd('/') + "/", StringComparison.Ordinal)));
    }

    private static void Redirect(HttpContext context, string redirect, StringValues state, (string Name, string Value) result)
    {
        var target = QueryHelpers.AddQueryString(redirect, result.Name, result.Value);
        if (state.Count > 0) target = QueryHelpers.AddQueryString(target, "state", state.ToString());
        context.Response.Redirect(target);
    }

    private string Page(HttpRequest request)
    {
        var here = $"{Root}/authorize{request.QueryString}";
        var people = world.Accounts.All.Where(account => account.Kind == AccountKind.User).Select(account =>
            $"<li><a href=\"{WebUtility.HtmlEncode(QueryHelpers.AddQueryString(here, "login", account.Login))}\">{WebUtility.HtmlEncode(account.Login)}</a></li>");
        return $"<!doctype html><title>Sign in</title><h1>Sign in to {WebUtility.HtmlEncode(world.App.Slug)} as</h1><ul>{string.Concat(people)}</ul>"
            + $"<p><a href=\"{WebUtility.HtmlEncode(here + "&deny=1")}\">Cancel</a></p>";
    }

    private static async Task WriteAsync(HttpContext context, string text, int status)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html; charset=utf-8";
        await context.Response.WriteAsync(text, context.RequestAborted);
    }

    private static async Task<Dictionary<string, string>> FormAsync(HttpRequest request)
    {
        using var reader = new StreamReader(request.Body, Encoding.UTF8);
        var text = await reader.ReadToEndAsync(request.HttpContext.RequestAborted);
        var fields = request.ContentType?.Contains("json", StringComparison.Ordinal) == true
            ? JsonSerializer.Deserialize<Dictionary<string, string>>(text) ?? []
            : QueryHelpers.ParseQuery(text).ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.Ordinal);
        foreach (var (name, value) in request.Query) fields.TryAdd(name, value.ToString());
        return fields;
    }
}
