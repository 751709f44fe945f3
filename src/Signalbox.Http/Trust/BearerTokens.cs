using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace Signalbox.Http.Trust;

/// <summary>
/// The tokens of the settings. Only their hashes are kept, and a comparison takes the same time whatever is compared, so neither memory
/// nor time tells one.
/// </summary>
public sealed class BearerTokens
{
    private readonly List<(byte[] Hash, Caller Caller)> known = [];

    /// <summary>Reads the settings.</summary>
    public BearerTokens(IOptions<ApiOptions> options)
    {
        foreach (var (token, index) in options.Value.Tokens.Select((token, index) => (token, index)))
        {
            // What is not right ends the start; here it is nobody's.
            if (token.Value is not { Length: > 0 } value || !ApiOptionsCheck.RoleOf(token.Role, out var role)) continue;
            known.Add((Hash(value), Caller.With(token.Name is { Length: > 0 } name ? name : $"token {index}", role)));
        }
    }

    /// <summary>Whether there is any.</summary>
    public bool Exist => known.Count > 0;

    /// <summary>Whose token it is; null when it is nobody's.</summary>
    public Caller? Find(string token)
    {
        var hash = Hash(token);
        Caller? found = null;
        // To the end, also after a match: where it stands in the list is nobody's business either.
        foreach (var (other, caller) in known)
        {
            if (CryptographicOperations.FixedTimeEquals(hash, other)) found = caller;
        }

        return found;
    }

    private static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
