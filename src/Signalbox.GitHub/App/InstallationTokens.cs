using System.Collections.Concurrent;
using Signalbox.GitHub.Api;
using Signalbox.GitHub.Api.Requests;

namespace Signalbox.GitHub.App;

/// <summary>
/// Installation tokens, kept while they last and renewed before they end. Whoever needs one while it is being fetched waits for that
/// fetch: a thousand calls at once cost one token.
/// </summary>
internal sealed class InstallationTokens(ApiSender sender, ICredential app, TimeProvider time)
{
    private static readonly TimeSpan RenewBefore = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan UsableBefore = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<InstallationId, Slot> slots = new();

    /// <summary>A token that lasts for at least another minute, or why there is none.</summary>
    public async Task<Answer<InstallationToken>> GetAsync(InstallationId installation, CancellationToken cancellationToken)
    {
        var slot = slots.GetOrAdd(installation, _ => new());
        Task<Answer<InstallationToken>> fetch;
        InstallationToken? old;
        lock (slot)
        {
            old = slot.Token;
            if (old is not null && Left(old) > RenewBefore) return new Answer<InstallationToken>.Ok(old);
            fetch = slot.Fetch ??= FetchAsync(installation, slot);
        }

        var answer = await fetch.WaitAsync(cancellationToken);
        // Renewing starts early, so that GitHub may be down for a few minutes without our noticing.
        return answer is Answer<InstallationToken>.Unavailable && old is not null && Left(old) > UsableBefore
            ? new Answer<InstallationToken>.Ok(old)
            : answer;
    }

    /// <summary>Forgets a token that GitHub no longer takes; a newer one stays.</summary>
    public void Drop(InstallationId installation, string token)
    {
        if (!slots.TryGetValue(installation, out var slot)) return;
        lock (slot)
        {
            if (slot.Token?.Value == token) slot.Token = null;
        }
    }

    private async Task<Answer<InstallationToken>> FetchAsync(InstallationId installation, Slot slot)
    {
        // Off the caller's lock and thread; and no caller's cancellation ends what others wait for.
        await Task.Yield();
        Answer<InstallationToken>? answer = null;
        try
        {
            answer = await new ApiCaller(sender, app, Priority.Foreground).CreateTokenAsync(installation, CancellationToken.None);
            return answer;
        }
        finally
        {
            lock (slot)
            {
                if (answer is Answer<InstallationToken>.Ok ok) slot.Token = ok.Value;
                slot.Fetch = null;
            }
        }
    }

    private TimeSpan Left(InstallationToken token) => token.ExpiresAt - time.GetUtcNow();

    private sealed class Slot
    {
        public InstallationToken? Token { get; set; }

        public Task<Answer<InstallationToken>>? Fetch { get; set; }
    }
}
