using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Signalbox.Core.Results;

namespace Signalbox.Embedded.Files;

/// <summary>Registers this folder.</summary>
public static class ResultFilesRegistration
{
    /// <summary>Keeps logs and results below `results` of the data directory.</summary>
    public static IServiceCollection AddResultFiles(this IServiceCollection services, string dataDirectory)
    {
        services.TryAddSingleton<IResultStore>(_ => new FileResultStore(Path.Combine(dataDirectory, "results")));
        return services;
    }
}
