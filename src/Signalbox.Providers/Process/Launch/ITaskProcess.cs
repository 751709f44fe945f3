namespace Signalbox.Providers.Process.Launch;

/// <summary>A process that runs a task, with everything it started in its group. Disposed after <see cref="Exited"/> or a kill.</summary>
internal interface ITaskProcess : IAsyncDisposable
{
    /// <summary>The operating system's number of it; on POSIX also of its process group.</summary>
    int Id { get; }

    /// <summary>What the group writes to standard output and standard error, in its order; at its end when the last writer closed it.</summary>
    Stream Output { get; }

    /// <summary>
    /// Completes when the process itself has ended; others of its group may live on. The number stays taken until the dispose, so
    /// that a signal never reaches a stranger.
    /// </summary>
    Task Exited { get; }

    /// <summary>
    /// Lets the script begin. Until then it waits, and it ends by itself should this host end: so no script runs that the next host
    /// would not know of.
    /// </summary>
    void Begin();

    /// <summary>Asks the whole group to end; on Windows it ends it.</summary>
    void Terminate();

    /// <summary>Ends whatever is left of the group, at once.</summary>
    void Kill();

    /// <summary>How it ended. Call after <see cref="Exited"/>, once.</summary>
    TaskExit Collect();
}
