using Signalbox.Core.Builds;
using Signalbox.Core.Changes;
using Signalbox.Core.Events;

namespace Signalbox.Contract.Tests.Builds;

/// <summary>Requests and events as the orchestrations would write them, each in one line.</summary>
public static class BuildStory
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    public static BuildId Id(string text = "b-1") => BuildId.Parse(text);

    public static BuildRequest Request(int number = 42, char sha = 'a') => new()
    {
        Repository = new("github.com", RepositoryName.Parse("acme/app")),
        Ref = "refs/heads/feature/ünï code",
        Sha = Sha(sha),
        Base = Sha('9'),
        Changes = [new([ChangeUri.ForPullRequest("github.com", RepositoryName.Parse("acme/app"), number, Sha(sha))], ChangeAction.Validate)],
        Tasks = ["unit*"],
        Reason = BuildReason.PullRequest,
        Labels = ["a", "b"],
        SuccessesOf = Id("b-0"),
    };

    public static CommitSha Sha(char digit) => CommitSha.Parse(new string(digit, 40));

    public static PendingEvent Event(EventType type, string? stage = null, string? task = null, EventData? data = null, string? step = null) => new()
    {
        Writer = task ?? "build",
        Step = step ?? $"{type}/{stage}",
        At = Noon,
        Type = type,
        Stage = stage,
        Task = task,
        Attempt = task is null || type == EventType.TaskPlanned ? null : 1,
        Data = data,
    };

    public static PendingEvent Planned(string task, string stage = "check", bool always = false) =>
        Event(EventType.TaskPlanned, stage, task, new() { TargetKey = $"key of {task}", Blueprint = task, Always = always ? true : null }) with
        {
            Plan = new() { Name = task, Blueprint = task, Provider = "process", Digest = "d", Timeout = TimeSpan.FromMinutes(20) },
        };

    /// <summary>Up to the first stage's start.</summary>
    public static IReadOnlyList<PendingEvent> Begin(params string[] tasks) =>
    [
        Event(EventType.BuildReceived),
        Event(EventType.BuildPlanning),
        .. tasks.Select(task => Planned(task)),
        Event(EventType.BuildStart, data: new() { Stages = ["check"], FailFast = false, Commit = Sha('c'), Tree = "tree" }),
        Event(EventType.StageStart, "check"),
    ];

    /// <summary>One task, from its schedule to its success.</summary>
    public static IReadOnlyList<PendingEvent> Pass(string task) =>
    [
        Event(EventType.TaskScheduled, "check", task, new() { Provider = "process", ProviderBuild = $"process://{task}" }),
        Event(EventType.TaskStart, "check", task, new() { Link = "https://ci.example/1" }),
        Event(EventType.TaskComplete, "check", task),
        Event(EventType.TaskSuccess, "check", task, new() { TargetKey = $"key of {task}", Reports = new(120, 0, 1) }),
    ];

    /// <summary>After the last task's success.</summary>
    public static IReadOnlyList<PendingEvent> End(int tasks) =>
    [
        Event(EventType.StageComplete, "check", data: new() { State = StageState.Succeeded }),
        Event(EventType.BuildComplete, data: new() { Result = new(ResultKind.Success, Completed: tasks) }),
        Event(EventType.BuildSuccess),
    ];

    /// <summary>A whole build that passes.</summary>
    public static IReadOnlyList<PendingEvent> Whole(params string[] tasks) => [.. Begin(tasks), .. tasks.SelectMany(Pass), .. End(tasks.Length)];
}
