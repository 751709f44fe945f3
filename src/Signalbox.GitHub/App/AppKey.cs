using System.Security.Cryptography;

namespace Signalbox.GitHub.App;

/// <summary>The App's private key.</summary>
internal static class AppKey
{
    private const int SmallestBits = 2048;
    private const string Right = "It has to be the App's private key as GitHub gives it (-----BEGIN RSA PRIVATE KEY----- …), with line ends or with \\n in their place.";

    /// <summary>What is wrong with the settings of the key; null when nothing is. Shows nothing of the key.</summary>
    public static string? Problem(GitHubOptions options)
    {
        var (text, path) = (options.PrivateKey, options.PrivateKeyPath);
        if (string.IsNullOrWhiteSpace(text) == string.IsNullOrWhiteSpace(path))
            return $"GitHub__PrivateKey or GitHub__PrivateKeyPath is needed, and not both. {Right}";
        var setting = string.IsNullOrWhiteSpace(path) ? "GitHub__PrivateKey" : "GitHub__PrivateKeyPath";
        try
        {
            using var key = Load(options);
            if (key.KeySize < SmallestBits) return $"{setting} is a key of {key.KeySize} bits; GitHub's have {SmallestBits} or more.";
            // A public key reads as well as a private one; only signing tells.
            key.SignData([], HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return $"GitHub__PrivateKeyPath: the file '{path}' cannot be read. {Right}";
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            return $"{setting} cannot be read as a key. {Right}";
        }
    }

    /// <summary>The key of validated settings.</summary>
    public static RSA Load(GitHubOptions options)
    {
        var text = string.IsNullOrWhiteSpace(options.PrivateKeyPath) ? options.PrivateKey! : File.ReadAllText(options.PrivateKeyPath);
        var key = RSA.Create();
        try
        {
            key.ImportFromPem(text.Replace("\\r", "", StringComparison.Ordinal).Replace("\\n", "\n", StringComparison.Ordinal));
            return key;
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }
}
