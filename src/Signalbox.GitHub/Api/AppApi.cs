using Signalbox.GitHub.Api.Requests;

namespace Signalbox.GitHub.Api;

/// <summary>What the App may do in its own name.</summary>
public sealed class AppApi
{
    private readonly ApiCaller caller;

    internal AppApi(ApiCaller caller)
    {
        this.caller = caller;
        Installations = new(caller);
        Deliveries = new(caller);
    }

    /// <summary>Who has installed it.</summary>
    public InstallationsApi Installations { get; }

    /// <summary>What GitHub delivered to it.</summary>
    public DeliveriesApi Deliveries { get; }

    /// <summary>The App itself: shows that the key, the clock and the address are right.</summary>
    public Task<Answer<AppInfo>> GetAsync(CancellationToken cancellationToken) =>
        caller.GetAsync($"app", ApiJson.Default.AppInfo, cancellationToken);
}

/// <summary>The App.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Slug">Its name in addresses; it comments as `{slug}[bot]`.</param>
/// <param name="Name">For people.</param>
public sealed record AppInfo(long Id, string Slug, string Name);
