using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Signalbox.FakeGitHub.Apps;
using Signalbox.FakeGitHub.Worlds;

namespace Signalbox.FakeGitHub.Hooks;

/// <summary>The App's webhook: what was sent, what is on its way, and what can be sent again.</summary>
public sealed class DeliveryLog : IDisposable
{
    /// <summary>How long github.com keeps a delivery.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(3);

    private readonly Sequence sequence;
    private readonly TimeProvider clock;
    private readonly App app;
    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false });
    private readonly CancellationTokenSource ending = new();
    private readonly SemaphoreSlim lanes;
    private readonly DeliveryFaults faults = new();
    private readonly ConcurrentDictionary<long, Delivery> deliveries = new();
    private readonly ConcurrentDictionary<long, Task> onTheirWay = new();
    private readonly WebhookPost post;
    private Task last = Task.CompletedTask;
    private Delivery? held;
    private readonly Lock gate = new();

    internal DeliveryLog(FakeGitHubOptions options, App app, Sequence sequence)
    {
        (this.app, this.sequence, clock) = (app, sequence, options.Clock);
        (Url, Secret) = (options.WebhookUrl, options.WebhookSecret);
        HookId = sequence.Next();
        lanes = new(options.DeliveriesAtOnce);
        InOrder = options.DeliveriesAtOnce == 1;
        post = new(http, app, HookId, clock);
    }

    /// <summary>Where webhooks go; while it is null nothing is sent or kept.</summary>
    public Uri? Url { get; set; }

    /// <summary>What they are signed with.</summary>
    public string Secret { get; set; }

    /// <summary>Every attempt, oldest first.</summary>
    public IReadOnlyList<Delivery> All => [.. deliveries.Values.OrderBy(one => one.Id)];

    internal long HookId { get; }

    private bool InOrder { get; }

    /// <summary>Plans what becomes of the next webhooks.</summary>
    /// <param name="fault">What.</param>
    /// <param name="name">The event, or event and action: `pull_request`, `pull_request.synchronize`; null for any.</param>
    /// <param name="times">How many.</param>
    public void Plan(DeliveryFault fault, string? name = null, int times = 1) => faults.Add(fault, name, times);

    /// <summary>Waits until everything that was emitted has been answered or given up.</summary>
    public async Task SettledAsync(CancellationToken cancellationToken = default)
    {
        while (onTheirWay.Values.ToList() is { Count: > 0 } tasks) await Task.WhenAll(tasks).WaitAsync(cancellationToken);
    }

    /// <summary>Sends an attempt again, under its GUID.</summary>
    /// <returns>False when there is none, or it is older than <see cref="Kept"/>.</returns>
    public bool Redeliver(long id)
    {
        if (Url is null || Find(id) is not { } old) return false;
        Send(old with { Id = sequence.Next(), DeliveredAt = clock.GetUtcNow(), Redelivery = true, StatusCode = 0, Status = "pending", ResponseBody = "" });
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        ending.Cancel();
        http.Dispose();
        ending.Dispose();
    }

    internal Delivery? Find(long id) =>
        deliveries.GetValueOrDefault(id) is { } found && found.DeliveredAt > clock.GetUtcNow() - Kept ? found : null;

    internal IReadOnlyDictionary<string, string> HeadersOf(Delivery delivery) => WebhookPost.Headers(delivery, app, HookId, Secret);

    internal void Emit(string name, string? action, long? installation, long? repository, JsonObject payload)
    {
        if (Url is null) return;
        var body = Wire.Bytes(payload);
        var delivery = new Delivery(sequence.Next(), sequence.NextGuid(), name, action, installation, repository, body, clock.GetUtcNow(), Redelivery: false);
        switch (faults.Take(name, action))
        {
            case DeliveryFault.Lost:
                deliveries[delivery.Id] = delivery with { StatusCode = 504, Status = "timed out", Duration = WebhookPost.Patience };
                break;
            case DeliveryFault.Forgotten:
                break;
            case DeliveryFault.Twice:
                Send(delivery);
                Send(delivery with { Id = sequence.Next(), Redelivery = true });
                break;
            case DeliveryFault.Late:
                held = delivery;
                break;
            default:
                Send(delivery);
                if (Interlocked.Exchange(ref held, null) is { } late) Send(late);
                break;
        }
    }

    private void Send(Delivery delivery)
    {
        deliveries[delivery.Id] = delivery;
        lock (gate)
        {
            var sending = SendAsync(delivery, Url!, InOrder ? last : Task.CompletedTask);
            last = sending;
            onTheirWay[delivery.Id] = sending;
        }

        // After it is listed: a task that ended before would stay listed.
        _ = onTheirWay[delivery.Id].ContinueWith(_ => onTheirWay.TryRemove(delivery.Id, out Task? _), TaskScheduler.Default);
    }

    private async Task SendAsync(Delivery delivery, Uri url, Task before)
    {
        await Task.Yield();
        try
        {
            await before;
            await lanes.WaitAsync(ending.Token);
            try
            {
                deliveries[delivery.Id] = await post.SendAsync(delivery, url, Secret, ending.Token);
            }
            finally
            {
                lanes.Release();
            }
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // The end of this GitHub; what is on its way stays pending.
        }
    }
}
