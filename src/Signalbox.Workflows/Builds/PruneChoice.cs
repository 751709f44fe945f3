using Signalbox.Core.Builds;

namespace Signalbox.Workflows.Builds;

/// <summary>Chooses which builds a pass of <see cref="Retention"/> forgets.</summary>
/// <param name="builds">All builds.</param>
/// <param name="isSettledAsync">Whether all orchestration instances of an ended build have ended.</param>
internal sealed class PruneChoice(IBuildStore builds, Func<BuildId, CancellationToken, Task<bool>> isSettledAsync)
{
    private const int Page = 200;
    private readonly Dictionary<BuildId, BuildHead> expired = [];
    private readonly Stack<BuildHead> staying = [];

    /// <summary>Builds that ended before a time, save those that are still needed.</summary>
    public async Task<ChosenBuilds> ChooseAsync(DateTimeOffset endedBefore, CancellationToken cancellationToken)
    {
        await SortAsync(endedBefore, cancellationToken);
        var unsettled = 0;
        foreach (var head in expired.Values.ToList())
        {
            if (await isSettledAsync(head.Id, cancellationToken)) continue;
            unsettled++;
            Keep(head.Id);
        }

        var candidates = expired.Count;
        // What stays keeps what it points at, and that in turn what it points at itself. Nothing expired: no task has to be read.
        while (expired.Count > 0 && staying.TryPop(out var head))
        {
            if (!head.State.HasEnded() && head.Request.SuccessesOf is { } repeated) Keep(repeated);
            foreach (var task in await builds.ListTasksAsync(head.Id, stage: null, cancellationToken))
            {
                if (task.DelegatedTo is { } other) Keep(other.Build);
            }
        }

        return new([.. expired.Values], Needed: candidates - expired.Count, unsettled);
    }

    private async Task SortAsync(DateTimeOffset endedBefore, CancellationToken cancellationToken)
    {
        string? after = null;
        do
        {
            var page = await builds.ListAsync(new(After: after, Limit: Page), cancellationToken);
            foreach (var head in page.Items)
            {
                if (head is { EndedAt: { } end } && end < endedBefore) expired[head.Id] = head;
                else staying.Push(head);
            }

            after = page.Next;
        }
        while (after is not null);
    }

    private void Keep(BuildId build)
    {
        if (expired.Remove(build, out var head)) staying.Push(head);
    }
}

/// <summary>What a pass forgets, and why it forgets no more.</summary>
/// <param name="Forgotten">In no order.</param>
/// <param name="Needed">How many stay because builds that stay point at them.</param>
/// <param name="Unsettled">How many stay because an orchestration instance of theirs has not ended.</param>
internal sealed record ChosenBuilds(IReadOnlyList<BuildHead> Forgotten, int Needed, int Unsettled);
