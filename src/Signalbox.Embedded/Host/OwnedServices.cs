using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Signalbox.Core.Events;
using Signalbox.Core.Providers;
using Signalbox.Embedded.Engine;
using Signalbox.Embedded.Files;
using Signalbox.Embedded.Host.Ownership;
using Signalbox.Embedded.Host.Settings;
using Signalbox.Embedded.Sqlite;
using Signalbox.Workflows.Builds;
using Signalbox.Workflows.Durable;

namespace Signalbox.Embedded.Host;

/// <summary>
/// An owner's services: what hangs together is written down here, once. No generic host: it costs start-up time and offers nothing that
/// a command needs.
/// </summary>
internal sealed class OwnedServices : IOwnedState
{
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(10);
    private readonly ServiceProvider services;
    private readonly TimeProvider time;
    private readonly DurableEngine engine;

    private OwnedServices(ServiceProvider services, TimeProvider time)
    {
        (this.services, this.time) = (services, time);
        engine = services.GetRequiredService<DurableEngine>();
        Fault = FaultAsync();
    }

    public IBuilds Builds => services.GetRequiredService<IBuilds>();

    public IServiceProvider Services => services;

    public IEventSignal Signal => services.GetRequiredService<IEventSignal>();

    public Task<Exception> Fault { get; }

    /// <summary>Opens the database, makes the services, and goes on with whatever is unfinished.</summary>
    public static async Task<IOwnedState> OpenAsync(EmbeddedHostOptions options, CancellationToken cancellationToken)
    {
        var provider = Compose(options).BuildServiceProvider();
        try
        {
            Validate(provider);
            var state = new OwnedServices(provider, options.Time);
            _ = state.Builds; // what is not composed rightly shows now, and not at the first command
            // Reports of what a former owner lost come first: the engine then finds them when it goes on.
            foreach (var pushing in provider.GetServices<IBuildProvider>().OfType<IPushesReports>())
                await pushing.StartReportingAsync(provider.GetRequiredService<IProviderReports>(), cancellationToken);
            await state.engine.StartAsync(cancellationToken);
            // The owner before may have died between storing a fact and nudging who waits for it.
            await state.engine.Client.NudgeAllAsync(cancellationToken);
            return state;
        }
        catch
        {
            await provider.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        using var limit = new CancellationTokenSource(LongestStop, time);
        try
        {
            // Before the providers: what they kill at their end must not be recorded as a result.
            await engine.StopAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            // An activity does not heed its token. It is left behind, and runs again in the next owner.
        }

        await services.DisposeAsync();
    }

    private static void Validate(ServiceProvider provider)
    {
        try
        {
            provider.GetService<IStartupValidator>()?.Validate();
        }
        // The binder's word for a value of a wrong kind is an InvalidOperationException around a FormatException; it names the setting.
        catch (Exception error) when (
            error is OptionsValidationException or AggregateException or InvalidOperationException { InnerException: FormatException or ArgumentException })
        {
            throw new SettingsException(error.Message, error);
        }
    }

    private static ServiceCollection Compose(EmbeddedHostOptions options)
    {
        var collection = new ServiceCollection();
        var settings = HostSettings.Read(options.Data);
        collection.AddSingleton<IConfiguration>(settings);
        collection.AddSingleton(options.Time);
        collection.AddLogging(options.Logging ?? (_ => { }));
        collection.AddSingleton(HostSecrets.From(settings));
        collection.AddSqliteStores(options.Data.Path);
        collection.AddResultFiles(options.Data.Path);
        collection.AddWorkflows();
        collection.AddSingleton(provider => new DurableEngine(
            provider.GetRequiredService<WorkflowRegistry>(), provider.GetRequiredService<SqliteDatabase>(), options.Time,
            options: null, provider.GetRequiredService<ILoggerFactory>()));
        collection.AddSingleton(provider => provider.GetRequiredService<DurableEngine>().Client);
        options.Adapters(collection, settings);
        return collection;
    }

    private async Task<Exception> FaultAsync()
    {
        try
        {
            await engine.Completion;
        }
#pragma warning disable CA1031 // This task is how it is reported.
        catch (Exception error)
#pragma warning restore CA1031
        {
            return error;
        }

        return await new TaskCompletionSource<Exception>().Task; // it was stopped on purpose: there is no fault to report, ever
    }
}
