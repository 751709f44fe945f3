using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Signalbox.GitHub.Api;
using Signalbox.GitHub.Api.Limits;
using Signalbox.GitHub.Api.Requests;
using Signalbox.GitHub.App;
using Signalbox.GitHub.Webhooks;

namespace Signalbox.GitHub;

/// <summary>Puts the GitHub App into a host.</summary>
public static class GitHubRegistration
{
    private const string HttpName = "github";

    // As much as GitHub gives of one file.
    private const long LargestReply = 100L * 1024 * 1024;
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    /// <summary>Whether the settings have a GitHub App at all; without one its webhook answers 404.</summary>
    public static bool IsConfigured(IConfiguration configuration) => configuration.GetSection(GitHubOptions.Section).Exists();

    /// <summary>
    /// Adds <see cref="GitHubClient"/>, <see cref="GitHubSignature"/>, <see cref="GitHubAddresses"/> and the validated <see cref="GitHubOptions"/>; nothing where the
    /// settings have no section `GitHub`. The host has registered a <see cref="TimeProvider"/>. A host may register its own
    /// <see cref="ApiPacing"/> before.
    /// </summary>
    /// <param name="services">The host's.</param>
    /// <param name="configuration">The whole of the settings.</param>
    public static IServiceCollection AddGitHub(this IServiceCollection services, IConfiguration configuration)
    {
        if (!IsConfigured(configuration)) return services;
        services.AddOptionsWithValidateOnStart<GitHubOptions, GitHubOptionsValidator>().Bind(configuration.GetSection(GitHubOptions.Section));
        services.AddHttpClient(HttpName, http =>
            {
                http.Timeout = Timeout.InfiniteTimeSpan; // each request has its own, by the TimeProvider
                http.MaxResponseContentBufferSize = LargestReply;
            })
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                PooledConnectionLifetime = ConnectionLifetime,
                AutomaticDecompression = System.Net.DecompressionMethods.All,
            })
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan) // the connections above have their own end
            .RemoveAllLoggers(); // they would write headers, and in these stand tokens
        services.TryAddSingleton(new ApiPacing());
        services.AddSingleton(host => GitHubAddresses.Of(host.GetRequiredService<IOptions<GitHubOptions>>().Value));
        services.AddSingleton(host => AppTokens.Of(host.GetRequiredService<IOptions<GitHubOptions>>().Value, host.GetRequiredService<TimeProvider>()));
        services.AddSingleton(host => new EntityTags(host.GetRequiredService<ApiPacing>().CacheBytes));
        services.AddSingleton(host => new GitHubSignature(host.GetRequiredService<IOptions<GitHubOptions>>().Value));
        services.AddSingleton(Client);
        return services;
    }

    private static GitHubClient Client(IServiceProvider host)
    {
        var (time, pacing) = (host.GetRequiredService<TimeProvider>(), host.GetRequiredService<ApiPacing>());
        var exchanger = new Exchanger(
            host.GetRequiredService<IHttpClientFactory>().CreateClient(HttpName), host.GetRequiredService<GitHubAddresses>(), time, pacing.Timeout);
        var sender = new ApiSender(
            exchanger,
            host.GetRequiredService<EntityTags>(),
            pacing,
            time,
            RandomNumberGenerator.GetInt32(int.MaxValue),
            host.GetRequiredService<ILogger<GitHubClient>>());
        var app = new AppCredential(host.GetRequiredService<AppTokens>());
        return new GitHubClient(sender, app, new InstallationTokens(sender, app, time));
    }
}
