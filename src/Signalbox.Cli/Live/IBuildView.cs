using Signalbox.Core.Events;

namespace Signalbox.Cli.Live;

/// <summary>Shows a build while it runs. Disposing it leaves what is shown last.</summary>
internal interface IBuildView : IAsyncDisposable
{
    /// <summary>An event came.</summary>
    /// <param name="next">The event.</param>
    /// <param name="build">The build after it.</param>
    void Show(BuildEvent next, BuildProgress build);

    /// <summary>No further event is there at the moment: what was written should be seen.</summary>
    void Settle();
}
