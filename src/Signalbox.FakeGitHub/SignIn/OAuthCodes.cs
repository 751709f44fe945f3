using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Signalbox.FakeGitHub.Accounts;
using Signalbox.FakeGitHub.Apps;
using Signalbox.FakeGitHub.Worlds;

namespace Signalbox.FakeGitHub.SignIn;

/// <summary>Codes and refresh tokens that wait to become tokens. Each does so once.</summary>
internal sealed class OAuthCodes(World world)
{
    private static readonly TimeSpan CodeLife = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan RefreshLife = TimeSpan.FromDays(182);

    private readonly ConcurrentDictionary<string, Grant> codes = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (Account Account, DateTimeOffset ExpiresAt)> refreshes = new(StringComparer.Ordinal);

    /// <summary>A person agreed.</summary>
    /// <param name="account">Who.</param>
    /// <param name="redirect">Where to.</param>
    /// <param name="challenge">The S256 challenge of PKCE; null without.</param>
    public string Issue(Account account, string redirect, string? challenge)
    {
        var code = world.Sequence.NextToken("", 20);
        codes[code] = new(account, redirect, challenge, world.Now + CodeLife);
        return code;
    }

    /// <summary>GitHub's error word, or the tokens.</summary>
    public (string? Error, OAuthTokens? Tokens) Exchange(string code, string? redirect, string? verifier)
    {
        // Taken whatever comes of it: a second try with the same code fails, too.
        if (!codes.TryRemove(code, out var grant) || grant.ExpiresAt <= world.Now) return ("bad_verification_code", null);
        if (redirect is not null && redirect != grant.Redirect) return ("redirect_uri_mismatch", null);
        if (grant.Challenge is { } challenge && (verifier is null || Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))) != challenge))
            return ("bad_verification_code", null);
        return (null, NewTokens(grant.Account));
    }

    public (string? Error, OAuthTokens? Tokens) Refresh(string token) =>
        refreshes.TryRemove(token, out var known) && known.ExpiresAt > world.Now ? (null, NewTokens(known.Account)) : ("bad_refresh_token", null);

    private OAuthTokens NewTokens(Account account)
    {
        var refresh = world.Sequence.NextToken("ghr_", 76);
        refreshes[refresh] = (account, world.Now + RefreshLife);
        return new(world.Tokens.Issue(account, "ghu_", TokenList.UserLife), (int)TokenList.UserLife.TotalSeconds, refresh, (int)RefreshLife.TotalSeconds);
    }

    private sealed record Grant(Account Account, string Redirect, string? Challenge, DateTimeOffset ExpiresAt);
}

/// <summary>What a code becomes.</summary>
internal sealed record OAuthTokens(string Access, int ExpiresIn, string Refresh, int RefreshExpiresIn);
