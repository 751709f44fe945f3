using System.Globalization;
using System.Text.Json.Nodes;
using Signalbox.FakeGitHub.Hooks;
using Signalbox.FakeGitHub.Worlds;

namespace Signalbox.FakeGitHub.Rest;

/// <summary>The App's webhook and what it delivered.</summary>
internal static class DeliveryRoutes
{
    public static void AddTo(RouteTable routes)
    {
        routes.Get("/app/hook/config", Access.App, call => Reply.Ok(Config(call.World.Hooks)));
        routes.Patch("/app/hook/config", Access.App, call =>
        {
            if (Uri.TryCreate(call.Text("url"), UriKind.Absolute, out var url)) call.World.Hooks.Url = url;
            if (call.Text("secret") is { } secret) call.World.Hooks.Secret = secret;
            return Task.FromResult(Reply.Ok(Config(call.World.Hooks)));
        });
        routes.Get("/app/hook/deliveries", Access.App, List);
        routes.Get("/app/hook/deliveries/{id}", Access.App, call =>
            call.World.Hooks.Find(call.Id("id")) is { } delivery ? Reply.Ok(Whole(call, delivery)) : Reply.NotFound);
        routes.Post("/app/hook/deliveries/{id}/attempts", Access.App, call =>
            call.World.Hooks.Redeliver(call.Id("id")) ? new Reply(202, new JsonObject()) : Reply.Of(new Refusal(422, "This delivery can not be redelivered.")));
    }

    private static JsonObject Config(DeliveryLog hooks)
    {
        var config = new JsonObject { ["content_type"] = "json", ["insecure_ssl"] = "0", ["secret"] = "********" };
        if (hooks.Url is { } url) config["url"] = url.ToString();
        return config;
    }

    private static Reply List(Call call)
    {
        var size = Math.Min(call.QueryNumber("per_page", 30), Pages.Largest);
        // Its own cursor: the id of the first one of the page.
        var from = long.TryParse(call.Query("cursor"), CultureInfo.InvariantCulture, out var id) ? id : long.MaxValue;
        var kept = call.World.Now - DeliveryLog.Kept;
        var status = call.Query("status");
        var found = call.World.Hooks.All.Reverse()
            .Where(one => one.Id <= from && one.DeliveredAt > kept && one.StatusCode != 0)
            .Where(one => status is null || one.Succeeded == (status == "success"))
            .Take(size + 1).ToList();
        var reply = Reply.Ok(new JsonArray([.. found.Take(size).Select(Brief)]));
        if (found.Count > size)
        {
            var filter = status is null ? "" : $"&status={Uri.EscapeDataString(status)}";
            reply.Headers["Link"] = $"<{call.World.Url}{call.Line.Prefix}{call.Line.Path}?per_page={size}&cursor={found[size].Id}{filter}>; rel=\"next\"";
        }

        return reply;
    }

    private static JsonNode Brief(Delivery delivery) => new JsonObject
    {
        ["id"] = delivery.Id,
        ["guid"] = delivery.EventGuid.ToString(),
        ["delivered_at"] = Stamp.Of(delivery.DeliveredAt),
        ["redelivery"] = delivery.Redelivery,
        ["duration"] = Math.Round(delivery.Duration.TotalSeconds, 2),
        ["status"] = delivery.Status,
        ["status_code"] = delivery.StatusCode,
        ["event"] = delivery.Event,
        ["action"] = delivery.Action,
        ["installation_id"] = delivery.InstallationId,
        ["repository_id"] = delivery.RepositoryId,
        ["throttled_at"] = null,
    };

    private static JsonObject Whole(Call call, Delivery delivery)
    {
        var shape = (JsonObject)Brief(delivery);
        shape["url"] = call.World.Hooks.Url?.ToString();
        shape["request"] = new JsonObject
        {
            ["headers"] = new JsonObject(call.World.Hooks.HeadersOf(delivery).Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value))),
            ["payload"] = JsonNode.Parse(delivery.Body.Span),
        };
        shape["response"] = new JsonObject { ["headers"] = new JsonObject(), ["payload"] = delivery.ResponseBody };
        return shape;
    }
}
