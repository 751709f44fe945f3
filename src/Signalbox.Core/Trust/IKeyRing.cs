namespace Signalbox.Core.Trust;

/// <summary>
/// The keys with which the service signs what it hands out and takes back: sessions, states of a sign-in. Stored, so that several
/// instances, and the same one after a restart, agree. Made on first use, replaced by age; an old one still checks what it signed.
/// </summary>
public interface IKeyRing
{
    /// <summary>How long a key signs.</summary>
    static readonly TimeSpan SigningTime = TimeSpan.FromDays(30);

    /// <summary>How long a key checks after it was made; longer than anything that is signed is good for.</summary>
    static readonly TimeSpan CheckingTime = TimeSpan.FromDays(60);

    /// <summary>The key to sign with now. Instances that ask at once get one and the same.</summary>
    Task<SigningKey> CurrentAsync(CancellationToken cancellationToken);

    /// <summary>The key that signed something; null when there is none of that id, or it is too old.</summary>
    Task<SigningKey?> FindAsync(string id, CancellationToken cancellationToken);
}

/// <summary>A key.</summary>
/// <param name="Id">What a signature names it by; no secret.</param>
/// <param name="Secret">32 random bytes; never logged, never sent.</param>
/// <param name="CreatedAt">When it was made.</param>
public sealed record SigningKey(string Id, ReadOnlyMemory<byte> Secret, DateTimeOffset CreatedAt)
{
    /// <summary>Says the id alone, so that no log has the secret.</summary>
    public override string ToString() => $"{nameof(SigningKey)} {Id}";
}
