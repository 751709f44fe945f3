using Signalbox.Cli.Live;
using Signalbox.Core.Builds;
using Signalbox.Core.Changes;
using Signalbox.Core.Events;

namespace Signalbox.Scenario.Tests.Cli.Live;

/// <summary>Tells a build to the live tree, event by event, one second apart.</summary>
internal sealed class TreeStory
{
    private static readonly DateTimeOffset Start = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
    private static readonly CommitSha Commit = CommitSha.Parse(new string('c', 40));
    private long seq;

    private TreeStory() => Build = new(new()
    {
        Id = BuildId.Parse("b-1"),
        CreatedAt = Start,
        Request = new()
        {
            Repository = new(Repository.LocalHost, RepositoryName.Parse("acme/app"), "/app"),
            Ref = "refs/heads/main",
            Sha = Commit,
            Changes = [new([ChangeUri.ForRef(RepositoryName.Parse("acme/app"), "refs/heads/main", Commit)], ChangeAction.Validate)],
            Reason = BuildReason.Cli,
        },
    });

    public BuildProgress Build { get; }

    public DateTimeOffset Now { get; private set; } = Start;

    /// <summary>A build whose first stage has begun.</summary>
    public static TreeStory Of(params (string Stage, string[] Tasks)[] stages)
    {
        var story = new TreeStory();
        story.Tell(EventType.BuildReceived).Tell(EventType.BuildPlanning);
        foreach (var (stage, tasks) in stages)
            foreach (var task in tasks) story.Add(new() { Id = "", Build = story.Build.Head.Id, Seq = ++story.seq, At = story.Now, Type = EventType.TaskPlanned, Stage = stage, Task = task });
        return story
            .Tell(EventType.BuildStart, data: new() { Stages = [.. stages.Select(stage => stage.Stage)], Commit = Commit })
            .Tell(EventType.StageStart, stage: stages[0].Stage);
    }

    public TreeStory Starts(string task, int attempt = 1) => Tell(
            EventType.TaskScheduled, task, attempt: attempt, data: new() { Provider = "process", ProviderBuild = $"process://b-1/{task}/{attempt}" })
        .Tell(EventType.TaskStart, task, attempt: attempt);

    public TreeStory Succeeds(string task, EventData? data = null) => Tell(EventType.TaskComplete, task).Tell(EventType.TaskSuccess, task, data: data);

    public TreeStory Fails(string task, string reason, EventData? data = null) =>
        Tell(EventType.TaskComplete, task).Tell(EventType.TaskFail, task, data: (data ?? new()) with { Reason = reason });

    public TreeStory Tell(EventType type, string? task = null, string? stage = null, int? attempt = null, EventData? data = null)
    {
        Now += TimeSpan.FromSeconds(1);
        return Add(new()
        {
            Id = "",
            Build = Build.Head.Id,
            Seq = ++seq,
            At = Now,
            Type = type,
            Stage = stage ?? Build.Find(task)?.Stage,
            Task = task,
            Attempt = attempt,
            Data = data,
        });
    }

    public IReadOnlyList<string> Lines(int height, Func<BuildTask, string?>? lastLine = null) =>
        [.. LiveTree.Lines(TreeChoice.Of(Build, height), lastLine ?? (_ => null), Now).Select(line => line.ToString())];

    private TreeStory Add(BuildEvent next)
    {
        Build.Apply(next);
        return this;
    }
}
