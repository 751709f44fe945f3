using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Signalbox.Core.Forges;
using Signalbox.Core.Providers;
using Signalbox.Core.Results;
using Signalbox.Core.Secrets;

namespace Signalbox.Providers.Process;

/// <summary>Puts the process provider into a host.</summary>
public static class ProcessRegistration
{
    /// <summary>
    /// Adds the provider as an <see cref="IBuildProvider"/>. The host has registered <see cref="ICheckouts"/>,
    /// <see cref="IResultStore"/>, <see cref="ISecrets"/> and a <see cref="TimeProvider"/>.
    /// </summary>
    /// <param name="services">The host's.</param>
    /// <param name="section">`Providers:Process`.</param>
    /// <param name="dataDirectory">The directory that this host owns, absolute.</param>
    public static IServiceCollection AddProcessProvider(this IServiceCollection services, IConfiguration section, string dataDirectory)
    {
        services.AddOptionsWithValidateOnStart<ProcessOptions, ProcessOptionsValidator>().Bind(section);
        services.AddSingleton<IBuildProvider>(host => new ProcessProvider(
            host.GetRequiredService<ICheckouts>(),
            host.GetRequiredService<IResultStore>(),
            host.GetRequiredService<ISecrets>(),
            host.GetRequiredService<IOptions<ProcessOptions>>().Value,
            dataDirectory,
            host.GetRequiredService<TimeProvider>(),
            host.GetRequiredService<ILogger<ProcessProvider>>()));
        return services;
    }
}
