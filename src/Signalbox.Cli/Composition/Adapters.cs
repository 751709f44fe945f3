using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Signalbox.Cli.Composition;

internal static class Adapters
{
    public static IReadOnlyList<Signalbox.Core.Providers.IProviderSettings> Settings { get; } = [new Signalbox.Providers.Process.ProcessSettings()];

    public static void Add(IServiceCollection services, IConfiguration configuration)
    {
    }
}
