using System.Security.Cryptography;
using System.Text;

namespace Signalbox.FakeGitHub.Hooks;

/// <summary>How GitHub signs a body.</summary>
internal static class WebhookSignature
{
    /// <summary>`X-Hub-Signature-256`.</summary>
    public static string Sha256(string secret, ReadOnlySpan<byte> body) =>
        "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body));

    /// <summary>`X-Hub-Signature`, which GitHub still sends and nobody should read.</summary>
#pragma warning disable CA5350 // GitHub's own legacy header; a receiver that trusts it is what tests look for.
    public static string Sha1(string secret, ReadOnlySpan<byte> body) =>
        "sha1=" + Convert.ToHexStringLower(HMACSHA1.HashData(Encoding.UTF8.GetBytes(secret), body));
#pragma warning restore CA5350
}
