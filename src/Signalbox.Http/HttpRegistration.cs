using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Signalbox.Core.Builds;
using Signalbox.Http.Builds;
using Signalbox.Http.Health;
using Signalbox.Http.Logs;
using Signalbox.Http.Pages;
using Signalbox.Http.Results;
using Signalbox.Http.Streams;
using Signalbox.Http.Trust;

namespace Signalbox.Http;

/// <summary>Registers this project.</summary>
public static class HttpRegistration
{
    /// <summary>Adds the handlers of the route table to the product's services.</summary>
    public static IServiceCollection AddSignalboxHttp(this IServiceCollection services, IConfiguration settings)
    {
        services.AddOptions<ApiOptions>().ValidateOnStart().Configure(options => options.Fill(settings));
        services.AddSingleton<IValidateOptions<ApiOptions>, ApiOptionsCheck>();
        services.AddSingleton<BearerTokens>();
        services.AddSingleton<Gate>();
        services.AddSingleton(provider => new BuildIdSource(provider.GetRequiredService<TimeProvider>(), RandomNumberGenerator.Fill));
        services.AddSingleton<BuildAccess>();
        services.AddSingleton<BuildRequests>();
        services.AddSingleton<BuildActions>();
        services.AddSingleton<BuildReading>();
        services.AddSingleton<EventWaiting>();
        services.AddSingleton<TaskLogs>();
        services.AddSingleton<PublishedResults>();
        services.AddSingleton<BuildPages>();
        services.AddSingleton<IDependency, StoredBuilds>();
        services.AddSingleton<HealthReading>();
        return services;
    }
}
