using Microsoft.Extensions.DependencyInjection;
using Signalbox.Cli.Composition;
using Signalbox.Core.Forges;
using Signalbox.Embedded.Host;
using Signalbox.Embedded.Host.Ownership;
using Signalbox.Embedded.Host.Settings;
using Signalbox.Http;
using Signalbox.Http.Health;
using Signalbox.Http.Trust;

namespace Signalbox.Cli.Serving;

/// <summary>The service of one machine: a data directory that it owns, and a web server in front of it.</summary>
internal sealed class LocalService : IAsyncDisposable
{
    private readonly EmbeddedHost host;
    private readonly WebService web;

    private LocalService(EmbeddedHost host, WebService web) => (this.host, this.web) = (host, web);

    /// <summary>Where it listens.</summary>
    public IEnumerable<string> Addresses => web.Addresses;

    /// <summary>Completes when it can do no more, with why.</summary>
    public Task<Exception> Fault => host.Fault;

    /// <summary>Starts it; it goes on with what a former owner of the directory left.</summary>
    /// <param name="data">The directory.</param>
    /// <param name="addresses">Where to listen.</param>
    /// <param name="repositories">What may be asked for by name.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SettingsException">A setting is wrong, or does not allow an address.</exception>
    /// <exception cref="HostException">Another process owns the directory, or an address is in use.</exception>
    public static async Task<LocalService> StartAsync(
        DataDirectory data, IReadOnlyList<string> addresses, IRepositories repositories, TimeProvider time, CancellationToken cancellationToken)
    {
        var settings = HostSettings.Read(data);
        if (ListenAddresses.Refusal(addresses, settings) is { } refusal) throw new SettingsException(refusal);
        var opened = await OpenAsync(data, repositories, time, cancellationToken);
        try
        {
            if (!opened.IsOwner) throw new HostException(Owned(data));
            return new(opened, await WebService.StartAsync(addresses, settings, opened.Services, cancellationToken));
        }
        catch (IOException error)
        {
            await opened.DisposeAsync();
            throw new HostException(error.Message, error);
        }
        catch
        {
            await opened.DisposeAsync();
            throw;
        }
    }

    /// <summary>Answers what was asked, then ends; what has not ended goes on in the directory's next owner.</summary>
    public async ValueTask DisposeAsync()
    {
        await web.DisposeAsync();
        await host.DisposeAsync();
    }

    private static Task<EmbeddedHost> OpenAsync(DataDirectory data, IRepositories repositories, TimeProvider time, CancellationToken cancellationToken) =>
        EmbeddedHost.OpenAsync(
            new()
            {
                Data = data,
                Time = time,
                Logging = ServiceLog.Configure,
                Adapters = (services, settings) =>
                {
                    Adapters.For(data)(services, settings);
                    services.AddSingleton(repositories);
                    services.AddSignalboxHttp(settings);
                    services.AddSingleton<IDependency, EngineHealth>();
                },
            },
            cancellationToken);

    private static string Owned(DataDirectory data) =>
        $"Another process{(data.LastOwner is { } pid ? $", {pid}," : "")} owns '{data.Path}'. End it, or give this service another directory with --data.";
}
