using System.Security.Cryptography;
using System.Text;
using Signalbox.GitHub.App;

namespace Signalbox.GitHub.Webhooks;

/// <summary>
/// Checks that GitHub sent a delivery: HMAC-SHA256 over the raw body. Two secrets are accepted, so that one can be changed without losing
/// a delivery. Safe to call concurrently.
/// </summary>
public sealed class GitHubSignature
{
    private const string Prefix = "sha256=";

    private readonly byte[][] keys;

    /// <summary>By validated settings.</summary>
    public GitHubSignature(GitHubOptions options) =>
        keys = [.. new[] { options.WebhookSecret, options.WebhookSecretPrevious }.OfType<string>().Select(Encoding.UTF8.GetBytes)];

    /// <summary>Checks a delivery.</summary>
    /// <param name="body">The bytes as they came.</param>
    /// <param name="sha256">The header `X-Hub-Signature-256`; null when there is none.</param>
    /// <param name="sha1">The header `X-Hub-Signature`, which is never enough.</param>
    public SignatureResult Check(ReadOnlySpan<byte> body, string? sha256, string? sha1)
    {
        if (string.IsNullOrEmpty(sha256))
        {
            return new SignatureResult.Invalid(string.IsNullOrEmpty(sha1)
                ? "The header X-Hub-Signature-256 is missing; set a secret in the webhook's settings."
                : "There is only X-Hub-Signature, which is SHA-1 and not safe; X-Hub-Signature-256 is needed.");
        }

        Span<byte> given = stackalloc byte[HMACSHA256.HashSizeInBytes];
        if (!sha256.StartsWith(Prefix, StringComparison.Ordinal)
            || sha256.Length != Prefix.Length + (2 * given.Length)
            || Convert.FromHexString(sha256.AsSpan(Prefix.Length), given, out _, out _) != System.Buffers.OperationStatus.Done)
        {
            return new SignatureResult.Invalid("The header X-Hub-Signature-256 has to be 'sha256=' and 64 hexadecimal digits.");
        }

        // Every key is tried, so that the time says nothing of which one was right.
        var valid = false;
        Span<byte> own = stackalloc byte[HMACSHA256.HashSizeInBytes];
        foreach (var key in keys)
        {
            HMACSHA256.HashData(key, body, own);
            valid |= CryptographicOperations.FixedTimeEquals(own, given);
        }

        return valid
            ? new SignatureResult.Valid()
            : new SignatureResult.Invalid("The signature does not fit the body; compare the webhook's secret with GitHub__WebhookSecret.");
    }
}

/// <summary>Whether GitHub sent a delivery.</summary>
public abstract record SignatureResult
{
    private SignatureResult()
    {
    }

    /// <summary>It did.</summary>
    public sealed record Valid : SignatureResult;

    /// <summary>Nobody can tell, or it did not.</summary>
    /// <param name="Reason">Why, as a sentence that may be answered: it says nothing of the secret.</param>
    public sealed record Invalid(string Reason) : SignatureResult;
}
