using System.Collections.Immutable;
using System.Security.Cryptography;
using Signalbox.FakeGitHub.Accounts;
using Signalbox.FakeGitHub.Worlds;

namespace Signalbox.FakeGitHub.Apps;

/// <summary>The secrets of the App under test.</summary>
internal sealed class AppKeys(FakeGitHubOptions options, Sequence sequence) : IDisposable
{
    public RSA Rsa { get; } = RSA.Create(2048);

    /// <summary>As GitHub lets it be downloaded: PKCS#1.</summary>
    public string PrivateKeyPem => Rsa.ExportRSAPrivateKeyPem();

    public string ClientId { get; } = sequence.NextToken("Iv23li", 14);

    public string ClientSecret { get; } = sequence.NextToken("", 40);

    public ImmutableArray<Uri> CallbackUrls => options.CallbackUrls;

    public App NewApp(AccountList accounts, FakeGitHubOptions settings, DateTimeOffset now) =>
        new(sequence.Next(), settings.AppSlug, accounts.Get("signalbox-makers", AccountKind.Organization), accounts.Get($"{settings.AppSlug}[bot]", AccountKind.Bot), now)
        {
            ClientId = ClientId,
            Permissions = settings.AppPermissions,
            Events = settings.AppEvents,
        };

    public void Dispose() => Rsa.Dispose();
}
