using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Signalbox.Cli.Composition;

internal static class Adapters
{
    public static void Add(IServiceCollection services, IConfiguration configuration)
    {
    }
}
