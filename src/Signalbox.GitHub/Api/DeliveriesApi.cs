using System.Text.Json.Serialization;
using Signalbox.GitHub.Api.Requests;

namespace Signalbox.GitHub.Api;

/// <summary>GitHub's own list of the deliveries that it made to us; what failed within three days can be had again.</summary>
public sealed class DeliveriesApi
{
    private readonly ApiCaller caller;

    internal DeliveriesApi(ApiCaller caller) => this.caller = caller;

    /// <summary>Deliveries since a moment, newest first. Reads no further page than it must.</summary>
    public async Task<Answer<IReadOnlyList<Delivery>>> ListAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        var answer = await caller.ListAsync(
            $"app/hook/deliveries?per_page={ApiCaller.PageSize}",
            ApiJson.Default.IReadOnlyListDelivery,
            page => page,
            more: all => all.Count == 0 || all[^1].DeliveredAt >= since,
            cancellationToken);
        return answer.Map<IReadOnlyList<Delivery>>(all => [.. all.Where(delivery => delivery.DeliveredAt >= since)]);
    }

    /// <summary>Asks for a delivery again. It arrives under the same guid, so that asking twice does no harm.</summary>
    public Task<Answer<Done>> RedeliverAsync(long id, CancellationToken cancellationToken) =>
        caller.WriteAsync(ApiCall.Write(HttpMethod.Post, $"app/hook/deliveries/{id}/attempts", CallKind.Repeatable), cancellationToken);
}

/// <summary>A delivery.</summary>
/// <param name="Id">Of this attempt.</param>
/// <param name="Key">Of the event: all attempts share it.</param>
/// <param name="DeliveredAt">When.</param>
/// <param name="StatusCode">What we answered; 0 when GitHub did not reach us.</param>
/// <param name="Event">The event's name.</param>
/// <param name="Redelivery">Whether somebody asked for it.</param>
/// <param name="Status">`OK`, or what went wrong.</param>
/// <param name="Action">The event's action.</param>
public sealed record Delivery(
    long Id, [property: JsonPropertyName("guid")] Guid Key, DateTimeOffset DeliveredAt, int StatusCode, string Event, bool Redelivery = false, string? Status = null, string? Action = null)
{
    /// <summary>Whether we took it.</summary>
    [JsonIgnore]
    public bool IsDelivered => StatusCode is >= 200 and < 300;
}
