using System.Collections.Immutable;
using Signalbox.Core.Builds;
using Signalbox.Core.Results;

namespace Signalbox.Workflows.Builds;

/// <summary>Publishes what the tasks of a build left, all at once, also when tests failed (B8).</summary>
public sealed class BuildResults(IBuildStore builds, IResultStore results)
{
    /// <summary>Makes the files of the build's last attempts the results of its head commit; no-op when there are none.</summary>
    internal async Task PublishAsync(BuildHead head, CancellationToken cancellationToken)
    {
        var files = ImmutableSortedDictionary.CreateBuilder<string, PublishedFile>(StringComparer.Ordinal);
        foreach (var task in await builds.ListTasksAsync(head.Id, null, cancellationToken))
        {
            if (task.Plan is not { } plan || (plan.Artifacts.IsEmpty && plan.JUnitReports.IsEmpty)) continue;
            var attempt = task.DelegatedTo ?? new TaskAttempt(head.Id, task.Name, task.Attempt);
            foreach (var file in await results.ListAttemptAsync(attempt, cancellationToken))
                files[$"{task.Name}/{file.Path}"] = new(attempt, file.Path, file.Length);
        }

        if (files.Count == 0) return;
        var request = head.Request;
        var address = new ResultAddress(request.Repository.Name, request.Repository.Name, request.Branch, request.Sha);
        await results.PublishAsync(address, new ResultRun(head.Id, head.CreatedAt, files.ToImmutable()), cancellationToken);
    }
}
