using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Signalbox.GitHub.App;

/// <summary>Makes the tokens that the App itself signs: JWT, RS256 (provider-facts 1.2). They open the endpoints under `/app`.</summary>
/// <param name="appId">The App's number. Every version of GitHub takes it as issuer; the client id is refused before Enterprise Server 3.14.</param>
/// <param name="key">The private key; disposed with this.</param>
/// <param name="time">The time.</param>
internal sealed class AppTokens(string appId, RSA key, TimeProvider time) : IDisposable
{
    // GitHub refuses a token "from the future", and one that lives longer than ten minutes by its own clock.
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(9);

    private static readonly string Header = Base64Url.EncodeToString("""{"alg":"RS256","typ":"JWT"}"""u8);

    // RSA objects are not promised to be safe for concurrent use.
    private readonly Lock gate = new();

    /// <summary>By validated settings.</summary>
    public static AppTokens Of(GitHubOptions options, TimeProvider time) => new(options.AppId!, AppKey.Load(options), time);

    /// <summary>A new token.</summary>
    public string Create()
    {
        var now = time.GetUtcNow();
        var claims = $$"""{"iat":{{(now - Skew).ToUnixTimeSeconds()}},"exp":{{(now + Lifetime).ToUnixTimeSeconds()}},"iss":"{{appId}}"}""";
        var text = $"{Header}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims))}";
        byte[] signature;
        lock (gate) signature = key.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{text}.{Base64Url.EncodeToString(signature)}";
    }

    /// <inheritdoc/>
    public void Dispose() => key.Dispose();
}
