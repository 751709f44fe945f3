namespace Signalbox.GitHub.App;

/// <summary>What an installation's calls are authorised by, for an hour. Opaque: its length and alphabet change (provider-facts 1.3).</summary>
internal sealed class InstallationToken(string value, DateTimeOffset expiresAt)
{
    /// <summary>The secret itself, for the `Authorization` header alone.</summary>
    public string Value => value;

    public DateTimeOffset ExpiresAt => expiresAt;

    /// <summary>Shows when it ends, and nothing of the token.</summary>
    public override string ToString() => $"installation token until {expiresAt:O}";
}
