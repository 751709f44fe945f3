using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Signalbox.GitHub.Webhooks;

/// <summary>What the headers of a delivery say.</summary>
/// <param name="Event">The event's name: `pull_request`.</param>
/// <param name="Delivery">Of the event; a redelivery has the same.</param>
/// <param name="Sha256">The signature, as it stands there.</param>
/// <param name="Sha1">The old signature, as it stands there.</param>
/// <param name="TargetType">`integration` for an App's own webhook, `repository` for one of a repository's.</param>
/// <param name="TargetId">The App's number, for an App's webhook.</param>
public sealed record DeliveryHeaders(string Event, Guid Delivery, string? Sha256, string? Sha1, string? TargetType, long? TargetId)
{
    private const int LongestName = 64;

    /// <summary>Reads them.</summary>
    /// <param name="header">The value of a header; null when it is missing.</param>
    /// <param name="headers">What they say.</param>
    /// <param name="problem">What is missing or wrong, as a sentence.</param>
    public static bool TryRead(
        Func<string, string?> header, [NotNullWhen(true)] out DeliveryHeaders? headers, [NotNullWhen(false)] out string? problem)
    {
        headers = null;
        problem = Problem(header, out var name, out var delivery);
        if (problem is not null) return false;
        headers = new(
            name,
            delivery,
            header("X-Hub-Signature-256"),
            header("X-Hub-Signature"),
            header("X-GitHub-Hook-Installation-Target-Type"),
            long.TryParse(header("X-GitHub-Hook-Installation-Target-ID"), NumberStyles.None, CultureInfo.InvariantCulture, out var target) ? target : null);
        return true;
    }

    private static string? Problem(Func<string, string?> header, out string name, out Guid delivery)
    {
        name = header("X-GitHub-Event") ?? "";
        if (!Guid.TryParseExact(header("X-GitHub-Delivery"), "D", out delivery)) return "The header X-GitHub-Delivery has to be a GUID.";
        if (name.Length is 0 or > LongestName || !name.All(c => char.IsAsciiLetterLower(c) || c == '_'))
            return "The header X-GitHub-Event has to be the name of an event, such as pull_request.";
        return header("Content-Type") is { } type && type.Split(';')[0].Trim().Equals("application/json", StringComparison.OrdinalIgnoreCase)
            ? null
            : "The body has to be application/json; choose that as the content type in the webhook's settings (not application/x-www-form-urlencoded).";
    }
}
