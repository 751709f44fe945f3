using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Signalbox.FakeGitHub.Apps;
using Signalbox.FakeGitHub.Faults;
using Signalbox.FakeGitHub.Repositories;
using Signalbox.FakeGitHub.Worlds;

namespace Signalbox.FakeGitHub.Rest;

/// <summary>Answers one request of the API, as GitHub does before and after the route's own work.</summary>
internal sealed class ApiServer(World world, RouteTable routes, ExchangeLog log)
{
    private static readonly string[] Versions = ["2022-11-28", "2026-03-10"];

    private readonly RateLimits limits = new(world);
    private readonly EarlierAnswers earlier = new();

    public RateLimits Limits => limits;

    public async Task AnswerAsync(HttpContext context, RequestLine line)
    {
        context.Response.Headers["X-GitHub-Request-Id"] = world.Sequence.NextToken("", 20);
        context.Response.Headers["X-GitHub-Media-Type"] = "github.v3; format=json";
        var fault = world.Faults.Take(line.Method, line.Path);
        if (fault is Fault.Slow slow) await Task.Delay(slow.By, world.Clock, context.RequestAborted);
        var body = await ReadAsync(context);
        var found = routes.Find(line.Method, line.Path);
        var reply = FaultyAnswers.InPlaceOf(fault, world.Now) ?? await SafelyAsync(() => ReplyAsync(context, line, found, body));
        if (fault is Fault.LostAnswer lost) reply = Reply.Of(new Refusal(lost.Status, "Server Error"));
        var bytes = reply.Raw?.Bytes.ToArray() ?? (reply.Body is null ? [] : Wire.Bytes(reply.Body));
        if (reply.Status == 200 && (line.Method == "GET" || line.Path == "/graphql"))
        {
            var before = earlier.Note($"{context.Request.Headers.Authorization} {line.Path}{line.Query} {body}", bytes);
            if (fault is Fault.StaleRead) bytes = before;
        }

        log.Add(new(line.Method, line.Path, line.Query, found?.Route.Template, body, reply.Status, reply.Raw is null ? Encoding.UTF8.GetString(bytes) : ""));
        if (fault is Fault.Disconnected) context.Abort();
        else await WriteAsync(context, line, reply, bytes);
    }

    private async Task<Reply> ReplyAsync(HttpContext context, RequestLine line, (Route Route, Dictionary<string, string> Values)? found, string body)
    {
        var request = context.Request;
        if (string.IsNullOrWhiteSpace(request.Headers.UserAgent))
            return Reply.Of(new Refusal(403, "Request forbidden by administrative rules. Please make sure your request has a User-Agent header."));
        var version = request.Headers["X-GitHub-Api-Version"].ToString() is { Length: > 0 } asked ? asked : Versions[0];
        context.Response.Headers["X-GitHub-Api-Version-Selected"] = version;
        if (!Versions.Contains(version)) return Reply.Of(new Refusal(400, $"The API version '{version}' is not supported."));
        if (Find(request.Headers.Authorization) is var identified && identified.Value is not { } caller) return Reply.Of(identified.Refusal!);

        var resource = line.Path == "/graphql" ? "graphql" : "core";
        var window = limits.Of(caller, resource);
        var isFree = line.Path == "/rate_limit" || caller is Caller.AppItself;
        var isOver = !isFree && !window.TryTake();
        context.Items[nameof(RateLimits.Window)] = window;
        window.WriteTo(context.Response.Headers, resource);
        if (isOver) return Reply.Of(new Refusal(403, $"API rate limit exceeded for {caller.Budget}."));
        if (found is not var (route, values)) return Reply.NotFound;
        if (route.MakesContent && limits.TakeContent(caller) is { } wait) return FaultyAnswers.Secondary(wait);
        return await UseAsync(context, line, route, values, caller, body);
    }

    private async Task<Reply> UseAsync(
        HttpContext context, RequestLine line, Route route, Dictionary<string, string> values, Caller caller, string body)
    {
        HostedRepository? repository = null;
        if (values.TryGetValue("owner", out var owner) && (repository = world.Repositories.Find($"{owner}/{values["repo"]}")) is null) return Reply.NotFound;
        if (route.Access.Problem(caller, repository) is { } refusal) return Reply.Of(refusal);
        if (Parse(body) is not { } json) return Reply.Of(new Refusal(400, "Problems parsing JSON"));
        var call = new Call(world, line, context.Request.Headers, caller, values, context.RequestAborted) { Body = json, Repository = repository! };
        // GraphQL takes the gate for its mutations alone.
        return line.Method is "GET" or "HEAD" || line.Path == "/graphql"
            ? await route.Answer(call)
            : await world.ChangeAsync(() => route.Answer(call), context.RequestAborted);
    }

#pragma warning disable CA1031 // What fails here is a defect of this fake: its text is what the test that met it must show.
    private static async Task<Reply> SafelyAsync(Func<Task<Reply>> answer)
    {
        try
        {
            return await answer();
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            return Reply.Of(new Refusal(500, $"The fake GitHub failed: {error}"));
        }
    }
#pragma warning restore CA1031

    private Result<Caller> Find(string? authorization)
    {
        // A JWT has two dots, as a stateless installation token has; only the JWT starts with an encoded brace.
        if (authorization?.StartsWith("Bearer eyJ", StringComparison.OrdinalIgnoreCase) == true)
            return world.Jwt.Problem(authorization["Bearer ".Length..]) is { } problem ? problem : new Caller.AppItself(world.App);
        return world.Tokens.Find(authorization) is { } caller ? caller : new Refusal(401, "Bad credentials");
    }

    private static async Task<string> ReadAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        return await reader.ReadToEndAsync(context.RequestAborted);
    }

    private static JsonObject? Parse(string body)
    {
        if (body.Length == 0) return [];
        try
        {
            // `POST …/labels` takes a bare array, too.
            return JsonNode.Parse(body) switch
            {
                JsonObject json => json,
                JsonArray array => new() { ["labels"] = array.DeepClone() },
                _ => null,
            };
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static async Task WriteAsync(HttpContext context, RequestLine line, Reply reply, byte[] bytes)
    {
        var response = context.Response;
        foreach (var (name, value) in reply.Headers) response.Headers[name] = value;
        response.StatusCode = reply.Status;
        if (reply.Status == 200 && line.Method is "GET" or "HEAD")
        {
            // Another token is another answer, as on GitHub.
            var seed = Encoding.UTF8.GetBytes(context.Request.Headers.Authorization.ToString() + reply.Headers.GetValueOrDefault("Link"));
            var tag = $"W/\"{Convert.ToHexStringLower(SHA256.HashData([.. seed, .. bytes]))}\"";
            response.Headers.ETag = tag;
            response.Headers.CacheControl = "private, max-age=60, s-maxage=60";
            if (context.Request.Headers.IfNoneMatch.Any(value => value is not null && value.Contains(tag[2..], StringComparison.Ordinal)))
            {
                response.StatusCode = 304;
                if (context.Items[nameof(RateLimits.Window)] is RateLimits.Window window)
                {
                    window.GiveBack();
                    window.WriteTo(response.Headers, "core");
                }

                return;
            }
        }

        if (bytes.Length == 0) return;
        response.ContentType = reply.Raw?.Type ?? "application/json; charset=utf-8";
        response.ContentLength = bytes.Length;
        if (line.Method != "HEAD") await response.Body.WriteAsync(bytes, context.RequestAborted);
    }
}
