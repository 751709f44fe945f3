using Microsoft.AspNetCore.Http;
using Signalbox.Core.Builds;
using Signalbox.Core.Events;
using Signalbox.Core.Trust;
using Signalbox.Http.Json;
using Signalbox.Http.Problems;
using Signalbox.Http.Streams;
using Signalbox.Http.Trust;

namespace Signalbox.Http.Builds;

/// <summary>Looks at builds and their events. Answers from our own state and calls nobody (Q7).</summary>
public sealed class BuildReading(IBuildStore builds, IEventLog events, BuildAccess access, EventWaiting waiting)
{
    /// <summary>A page of builds.</summary>
    public async Task<IResult> ListAsync(Caller caller, BuildQuery query, CancellationToken stop)
    {
        BuildPage page;
        try
        {
            page = await builds.ListAsync(query, stop);
        }
        catch (FormatException error)
        {
            return Refusals.Malformed("after", error.Message).ToResult();
        }

        List<BuildView> items = [];
        foreach (var head in page.Items)
        {
            if (await caller.MayAsync(Role.Read, head.Request.Repository.Name, stop)) items.Add(BuildView.Of(head));
        }

        return TypedResults.Json(new BuildList(items, page.Next), HttpJson.Shapes.BuildList);
    }

    /// <summary>One build, whole.</summary>
    public async Task<IResult> ShowAsync(Caller caller, BuildId id, CancellationToken stop)
    {
        var head = await access.FindAsync(caller, Role.Read, id, stop);
        var tasks = await builds.ListTasksAsync(id, stage: null, stop);
        return TypedResults.Json(BuildView.Of(head, tasks), HttpJson.Shapes.BuildView);
    }

    /// <summary>What there is of a build's events.</summary>
    public async Task<IResult> EventsAsync(Caller caller, BuildId id, long after, int limit, CancellationToken stop)
    {
        await access.FindAsync(caller, Role.Read, id, stop);
        return TypedResults.Json(new BuildEvents(await events.ReadAsync(id, after, limit, stop)), HttpJson.Shapes.BuildEvents);
    }

    /// <summary>A build's events as they come, to its end.</summary>
    public async Task<IResult> FollowAsync(Caller caller, BuildId id, long after, CancellationToken ending)
    {
        var head = await access.FindAsync(caller, Role.Read, id, ending);
        // Who has heard the last word comes back because the connection ended, as its kind does: this answer keeps it away.
        if (head.State.HasEnded() && after >= head.Seq) return TypedResults.NoContent();
        return new EventStream(
            stop => EventFollower
                .FollowAsync(builds, events, id, after, (seen, wait) => waiting.WaitAsync(id, seen, wait), stop).AsItems(stop),
            ending);
    }

    /// <summary>A page of the feed over all builds.</summary>
    public async Task<IResult> FeedAsync(Caller caller, string? after, int limit, CancellationToken stop)
    {
        EventPage page;
        try
        {
            page = await events.ReadAllAsync(after, limit, stop);
        }
        catch (FormatException error)
        {
            return Refusals.Malformed("after", error.Message).ToResult();
        }

        var visible = new Dictionary<BuildId, bool>();
        List<BuildEvent> items = [];
        foreach (var one in page.Items)
        {
            if (!visible.TryGetValue(one.Build, out var may)) visible[one.Build] = may = await MaySeeAsync(caller, one.Build, stop);
            if (may) items.Add(one);
        }

        return TypedResults.Json(new FeedPage(items, page.Next), HttpJson.Shapes.FeedPage);
    }

    private async Task<bool> MaySeeAsync(Caller caller, BuildId id, CancellationToken stop) =>
        caller.Everywhere is not null
        || (await builds.FindAsync(id, stop) is { } head && await caller.MayAsync(Role.Read, head.Request.Repository.Name, stop));
}
