using Signalbox.Core.Events;
using Signalbox.Workflows.Builds;

namespace Signalbox.Embedded.Host.Ownership;

/// <summary>
/// What runs while a directory is owned: the engine and all that hangs on it. Disposed, nothing of it runs or holds a file.
/// </summary>
internal interface IOwnedState : IAsyncDisposable
{
    /// <summary>The door to builds.</summary>
    IBuilds Builds { get; }

    /// <summary>Everything that was composed.</summary>
    IServiceProvider Services { get; }

    /// <summary>Wakes those who follow a build in this process.</summary>
    IEventSignal Signal { get; }

    /// <summary>Completes when it can do no more, with why.</summary>
    Task<Exception> Fault { get; }
}
