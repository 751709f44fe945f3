using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Buffers.Text;

namespace Signalbox.FakeGitHub.Tests.Clients;

/// <summary>Speaks to the fake as any client does: over its socket, paths as they are given, nothing unescaped on the way.</summary>
internal sealed class ApiClient(FakeGitHubServer github, string? token) : IDisposable
{
    private readonly HttpClient http = new();

    public static ApiClient AsApp(FakeGitHubServer github, DateTimeOffset now, TimeSpan? life = null) => new(github, Jwt(github.App, now, life ?? TimeSpan.FromMinutes(9)));

    public async Task<ApiAnswer> SendAsync(string method, string path, JsonNode? body = null, params (string Name, string Value)[] headers)
    {
        // Escaped slashes stay escaped in what is sent.
        using var request = new HttpRequestMessage(new(method), new Uri(github.Url + path.TrimStart('/')));
        request.Headers.TryAddWithoutValidation("User-Agent", "tests");
        request.Headers.TryAddWithoutValidation("Accept", "application/vnd.github+json");
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        foreach (var (name, value) in headers)
        {
            request.Headers.Remove(name);
            request.Headers.TryAddWithoutValidation(name, value);
        }

        if (body is not null) request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        using var response = await http.SendAsync(request).WaitAsync(TimeSpan.FromSeconds(30));
        var all = response.Headers.Concat(response.Content.Headers).ToDictionary(pair => pair.Key, pair => string.Join(", ", pair.Value), StringComparer.OrdinalIgnoreCase);
        return new((int)response.StatusCode, await response.Content.ReadAsStringAsync(), all);
    }

    public Task<ApiAnswer> GetAsync(string path, params (string Name, string Value)[] headers) => SendAsync("GET", path, null, headers);

    public Task<ApiAnswer> PostAsync(string path, JsonNode? body = null) => SendAsync("POST", path, body);

    public Task<ApiAnswer> PatchAsync(string path, JsonNode body) => SendAsync("PATCH", path, body);

    public Task<ApiAnswer> PutAsync(string path, JsonNode? body = null) => SendAsync("PUT", path, body);

    public Task<ApiAnswer> DeleteAsync(string path) => SendAsync("DELETE", path);

    public void Dispose() => http.Dispose();

    private static string Jwt(AppCredentials app, DateTimeOffset now, TimeSpan life)
    {
        using var key = RSA.Create();
        key.ImportFromPem(app.PrivateKeyPem);
        var header = Encode("""{"alg":"RS256","typ":"JWT"}""");
        var claims = Encode($$"""{"iat":{{now.AddMinutes(-1).ToUnixTimeSeconds()}},"exp":{{(now + life).ToUnixTimeSeconds()}},"iss":"{{app.ClientId}}"}""");
        var signature = key.SignData(Encoding.ASCII.GetBytes($"{header}.{claims}"), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{header}.{claims}.{Base64Url.EncodeToString(signature)}";
    }

    private static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}

/// <summary>An answer of the API.</summary>
internal sealed record ApiAnswer(int Status, string Text, IReadOnlyDictionary<string, string> Headers)
{
    public JsonNode Json => JsonNode.Parse(Text)!;

    /// <summary>The same, when the status is right; else the test ends with what was said.</summary>
    public ApiAnswer Expect(int status) =>
        Status == status ? this : throw new InvalidOperationException($"Expected {status}, got {Status}: {Text}");
}
