using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Signalbox.Http.Routes;

namespace Signalbox.Cli.Serving;

/// <summary>The web server of a service: Kestrel, and the route table over the product's services.</summary>
internal sealed class WebService : IAsyncDisposable
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);
    private readonly WebApplication app;

    private WebService(WebApplication app) => this.app = app;

    /// <summary>Where it listens, the ports that were chosen for it included.</summary>
    public IEnumerable<string> Addresses => app.Urls;

    /// <summary>Begins to listen.</summary>
    /// <param name="addresses">Where.</param>
    /// <param name="settings">`Kestrel` of them configures certificates and limits.</param>
    /// <param name="services">The product's.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="IOException">An address cannot be used.</exception>
    public static async Task<WebService> StartAsync(
        IReadOnlyList<string> addresses, IConfiguration settings, IServiceProvider services, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton(services.GetRequiredService<TimeProvider>());
        builder.Services.AddSingleton(services.GetRequiredService<ILoggerFactory>());
        builder.Services.AddSingleton<IHostLifetime, CallersLifetime>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = Grace);
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().UseUrls([.. addresses]).ConfigureKestrel(server =>
        {
            server.AddServerHeader = false;
            server.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
            server.Limits.MaxRequestBodySize = Route.DefaultLargestBody; // a route may raise it for itself
            server.Limits.MaxConcurrentConnections = 10_000;
            server.Configure(settings.GetSection("Kestrel"));
        });
        var web = builder.Build();
        try
        {
            web.MapSignalbox(RouteTable.All, services, web.Lifetime.ApplicationStopping);
            await web.StartAsync(cancellationToken);
            return new(web);
        }
        catch
        {
            await web.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops listening, ends what follows something, and lets the other answers finish.</summary>
    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }

    /// <summary>Signals are the program's; the server begins and ends when it is told.</summary>
    private sealed class CallersLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
