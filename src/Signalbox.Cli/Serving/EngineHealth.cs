using Signalbox.Embedded.Engine;
using Signalbox.Http.Health;

namespace Signalbox.Cli.Serving;

/// <summary>Whether orchestrations go on.</summary>
internal sealed class EngineHealth(DurableEngine engine) : IDependency
{
    public string Name => "engine";

    public Task CheckAsync(CancellationToken cancellationToken) => engine.Completion is { IsCompleted: true } ended
        ? ended.IsFaulted ? ended : throw new InvalidOperationException("The engine has stopped.")
        : Task.CompletedTask;
}
