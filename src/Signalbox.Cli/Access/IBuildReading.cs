using Signalbox.Core.Builds;
using Signalbox.Core.Events;
using Signalbox.Core.Results;
using Signalbox.Workflows.Builds;

namespace Signalbox.Cli.Access;

/// <summary>Builds that a verb looks at, wherever they are. The stores' writing members throw.</summary>
internal interface IBuildReading : IAsyncDisposable
{
    /// <summary>Builds.</summary>
    IBuildStore Store { get; }

    /// <summary>Events.</summary>
    IEventLog Events { get; }

    /// <summary>Logs.</summary>
    IResultStore Results { get; }

    /// <summary>A build's events after a place in its stream, as they come, to its end.</summary>
    IAsyncEnumerable<BuildEvent> FollowAsync(BuildId build, long after, CancellationToken cancellationToken);
}

/// <summary>Builds that a verb acts on, wherever they are.</summary>
internal interface IBuildAccess : IBuildReading
{
    /// <summary>Acts.</summary>
    IBuilds Builds { get; }

    /// <summary>Whether this process runs them, so that nobody does when it has ended.</summary>
    bool IsOwner { get; }

    /// <summary>Completes when nobody else needs this process any more: the sessions that are its clients now have ended, or it can do no more.</summary>
    Task ClientsLeftAsync();
}
