using System.Collections.Immutable;
using Signalbox.Core.Builds;
using Signalbox.Core.Events;

namespace Signalbox.Http.Builds;

/// <summary>What `POST /builds` takes.</summary>
public sealed record StartBuild
{
    /// <summary>`owner/name`.</summary>
    public required string Repository { get; init; }

    /// <summary>The caller's own id; a second request with it is the same build. Absent: a new one.</summary>
    public string? Id { get; init; }

    /// <summary>A branch, tag or other name of a commit; this or <see cref="Sha"/>.</summary>
    public string? Ref { get; init; }

    /// <summary>A full object name.</summary>
    public string? Sha { get; init; }

    /// <summary>A name or object name that it is merged on; absent: it is built as it is.</summary>
    public string? Base { get; init; }

    /// <summary>Names or globs; absent: all.</summary>
    public ImmutableArray<string>? Tasks { get; init; }

    /// <summary>Build every task, also where another build has built the same.</summary>
    public bool? Fresh { get; init; }
}

/// <summary>Names a build.</summary>
/// <param name="Id">The build.</param>
/// <param name="Note">What a person should know: that it had ended already.</param>
public sealed record BuildReference(BuildId Id, string? Note = null);

/// <summary>A page of builds.</summary>
/// <param name="Items">Newest first, without their stages.</param>
/// <param name="Next">For `after`; absent at the end.</param>
public sealed record BuildList(IReadOnlyList<BuildView> Items, string? Next = null);

/// <summary>Events of one build.</summary>
/// <param name="Items">Dense and in order.</param>
public sealed record BuildEvents(IReadOnlyList<BuildEvent> Items);

/// <summary>A page of the feed over all streams.</summary>
/// <param name="Items">Ordered per build.</param>
/// <param name="Next">For `after`; always there.</param>
public sealed record FeedPage(IReadOnlyList<BuildEvent> Items, string Next);
