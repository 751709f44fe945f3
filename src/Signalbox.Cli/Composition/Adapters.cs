using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Signalbox.Core.Providers;
using Signalbox.Embedded.Host.Ownership;
using Signalbox.Git;
using Signalbox.Providers.Fake;
using Signalbox.Providers.Process;

namespace Signalbox.Cli.Composition;

/// <summary>The adapters of the embedded host: which forges and providers there are on one machine.</summary>
internal static class Adapters
{
    /// <summary>What configuration may say to the providers; the same list that the host plans with.</summary>
    public static IReadOnlyList<IProviderSettings> Settings { get; } = [new ProcessSettings(), new FakeSettings()];

    /// <summary>Registers them for a data directory.</summary>
    public static Action<IServiceCollection, IConfiguration> For(DataDirectory data) => (services, settings) =>
    {
        services.AddGit();
        foreach (var one in Settings) services.AddSingleton(one);
        services.AddProcessProvider(settings.GetSection("Providers:Process"), data.Path);
        services.AddFakeProvider(settings.GetSection("Providers:Fake"));
    };
}
