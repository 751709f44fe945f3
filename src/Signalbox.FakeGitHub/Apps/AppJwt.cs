using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Signalbox.FakeGitHub.Worlds;

namespace Signalbox.FakeGitHub.Apps;

/// <summary>Reads an App's JWT as strictly as GitHub: RS256, ten minutes at most, issued by the id or the client id.</summary>
internal sealed class AppJwt(RSA key, App app, TimeProvider clock)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    /// <summary>Why the token is refused; null when it is right.</summary>
    public Refusal? Problem(string token)
    {
        if (token.Split('.') is not [var header, var payload, var signature] || Read(header) is not { } head || Read(payload) is not { } claims)
            return Refuse("A JSON web token could not be decoded");
        if ((string?)head["alg"] != "RS256" || !IsSigned($"{header}.{payload}", signature))
            return Refuse("A JSON web token could not be decoded");
        if (Text(claims["iss"]) is not { } issuer || (issuer != app.ClientId && issuer != $"{app.Id}"))
            return Refuse("'Issuer' claim ('iss') must be an Integer or a client id of the App");
        var now = clock.GetUtcNow();
        if (Time(claims["iat"]) is not { } issued || issued > now)
            return Refuse("'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued");
        if (Time(claims["exp"]) is not { } expires || expires <= now)
            return Refuse("'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires");
        return expires > now + Longest ? Refuse("'Expiration time' claim ('exp') is too far in the future") : null;
    }

    private bool IsSigned(string text, string signature) =>
        Base64Url.IsValid(signature)
        && key.VerifyData(Encoding.ASCII.GetBytes(text), Base64Url.DecodeFromChars(signature), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    private static JsonObject? Read(string part)
    {
        if (!Base64Url.IsValid(part)) return null;
        try
        {
            return JsonNode.Parse(Base64Url.DecodeFromChars(part)) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonNode? node) => node?.GetValueKind() is JsonValueKind.String or JsonValueKind.Number ? node.ToString() : null;

    private static DateTimeOffset? Time(JsonNode? node) =>
        node?.GetValueKind() == JsonValueKind.Number ? DateTimeOffset.FromUnixTimeSeconds((long)node.GetValue<double>()) : null;

    private static Refusal Refuse(string message) => new(401, message);
}
