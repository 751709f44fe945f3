using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Signalbox.Core.Providers;
using Signalbox.Core.Results;

namespace Signalbox.Providers.Fake;

/// <summary>Puts the fake provider into a host.</summary>
public static class FakeRegistration
{
    /// <summary>
    /// Adds the provider as an <see cref="IBuildProvider"/>. The host has registered <see cref="IResultStore"/> and a
    /// <see cref="TimeProvider"/>.
    /// </summary>
    /// <param name="services">The host's.</param>
    /// <param name="section">`Providers:Fake`.</param>
    public static IServiceCollection AddFakeProvider(this IServiceCollection services, IConfiguration section)
    {
        services.AddOptionsWithValidateOnStart<FakeOptions, FakeOptionsValidator>().Bind(section);
        services.AddSingleton<IBuildProvider>(host => new FakeProvider(
            host.GetRequiredService<IResultStore>(),
            host.GetRequiredService<IOptions<FakeOptions>>().Value,
            host.GetRequiredService<TimeProvider>(),
            host.GetRequiredService<ILogger<FakeProvider>>()));
        return services;
    }
}
