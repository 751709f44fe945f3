using Microsoft.AspNetCore.Http;
using Signalbox.Core.Builds;
using Signalbox.Core.Logs;
using Signalbox.Core.Results;
using Signalbox.Core.Trust;
using Signalbox.Http.Builds;
using Signalbox.Http.Logs;
using Signalbox.Http.Trust;

namespace Signalbox.Http.Pages;

/// <summary>The page of a build: what statuses link to.</summary>
public sealed class BuildPages(IBuildStore builds, IResultStore results, BuildAccess access)
{
    private const int RefreshSeconds = 3;
    private const int MostTails = 20;
    private const int TailLength = 20;

    /// <summary>The page as it is now.</summary>
    public async Task<IResult> ShowAsync(Caller caller, BuildId id, CancellationToken stop)
    {
        var head = await access.FindAsync(caller, Role.Read, id, stop);
        var tasks = await builds.ListTasksAsync(id, stage: null, stop);
        var view = BuildView.Of(head, tasks);
        var body = new BuildBody(view, await TailsAsync(id, tasks, stop), await FilesAsync(head, stop));
        return new Page($"{view.State.ToString().ToLowerInvariant()}: {view.Change} · build {id}", body.ToHtml())
        {
            RefreshAfter = head.State.HasEnded() ? null : RefreshSeconds,
        };
    }

    /// <summary>The end of the log of what failed or runs, in the order of the plan.</summary>
    private async Task<Dictionary<string, LogTail>> TailsAsync(BuildId id, IReadOnlyList<BuildTask> tasks, CancellationToken stop)
    {
        var tails = new Dictionary<string, LogTail>(StringComparer.Ordinal);
        var telling = tasks.Where(task => task.State is TaskState.Failed or TaskState.Building)
            .OrderBy(task => task.State == TaskState.Failed ? 0 : 1).Take(MostTails);
        foreach (var task in telling)
        {
            if (LoggedAttempt.Of(id, task, null) is not { } attempt) continue;
            var tail = await LogTail.ReadAsync(results, attempt, TailLength, stop);
            if (tail.Lines.Count > 0) tails[task.Name] = tail;
        }

        return tails;
    }

    /// <summary>What this build published; nothing where a newer one has.</summary>
    private async Task<(ResultAddress Address, ResultRun Run)?> FilesAsync(BuildHead head, CancellationToken stop)
    {
        var request = head.Request;
        var address = new ResultAddress(request.Repository.Name, request.Repository.Name, request.Branch, request.Sha);
        return await results.FindAsync(address, stop) is { } run && run.Build == head.Id ? (address, run) : null;
    }
}
