using System.Collections.Immutable;
using Signalbox.Core.Builds;
using Signalbox.Core.Changes;
using Signalbox.Core.Events;
using Signalbox.Core.Plans;
using Xunit;

namespace Signalbox.Core.Tests.Builds;

/// <summary>A build told event by event, as a store would fold it. What it accepted is kept in <see cref="Events"/>.</summary>
internal sealed class BuildStory
{
    private static readonly DateTimeOffset Start = new(2026, 11, 20, 17, 0, 0, TimeSpan.Zero);
    private readonly Dictionary<string, BuildTask> tasks = new(StringComparer.Ordinal);

    public BuildHead Head { get; private set; } = NewHead();

    public IReadOnlyDictionary<string, BuildTask> Tasks => tasks;

    public List<PendingEvent> Events { get; } = [];

    public BuildTask this[string task] => tasks[task];

    public static BuildHead NewHead() => new()
    {
        Id = BuildId.Parse("b-1"),
        CreatedAt = Start,
        Request = new()
        {
            Repository = new(Repository.LocalHost, RepositoryName.Parse("acme/app")),
            Ref = "refs/heads/main",
            Sha = CommitSha.Parse(new string('a', 40)),
            Changes = [],
            Reason = BuildReason.Cli,
        },
    };

    /// <summary>A build whose plan is whole; no stage has begun.</summary>
    public static BuildStory Planned(ConstructionPlan plan)
    {
        var story = new BuildStory().Then(EventType.BuildReceived).Then(EventType.BuildPlanning);
        foreach (var stage in plan.Stages)
        {
            foreach (var task in stage.Tasks) story.Plan(stage.Name, task);
        }

        return story.Then(EventType.BuildStart, data: StartOf(plan));
    }

    /// <summary>The same, from stage names with their tasks: "check: lint unit".</summary>
    public static BuildStory Planned(params string[] stages) => Planned(PlanText.Of(stages));

    /// <summary>The same, with its first stage begun.</summary>
    public static BuildStory Begun(params string[] stages)
    {
        var story = Planned(stages);
        return story.Then(EventType.StageStart, stage: story.Head.Stages[0].Name);
    }

    public static EventData StartOf(ConstructionPlan plan) => new()
    {
        Stages = [.. plan.Stages.Select(stage => stage.Name)],
        FailFast = plan.FailFast,
        Commit = CommitSha.Parse(new string('b', 40)),
        Tree = new string('c', 40),
    };

    public BuildStory Plan(string stage, PlannedTask task)
    {
        Apply(Planning(stage, task));
        return this;
    }

    public PendingEvent Planning(string stage, PlannedTask task) =>
        Next(EventType.TaskPlanned, task.Name, stage, new() { Always = task.Always, AllowFailure = task.AllowFailure }) with { Plan = task };

    /// <summary>Folds an event that has to be legal.</summary>
    public BuildStory Then(EventType type, string? task = null, string? stage = null, EventData? data = null)
    {
        Apply(Next(type, task, stage, data));
        return this;
    }

    /// <summary>The provider takes the task.</summary>
    public BuildStory Schedule(string task) => Then(EventType.TaskScheduled, task, data: new() { Provider = "fake", ProviderBuild = $"fake://{task}" });

    /// <summary>The task passes, from wherever it stands.</summary>
    public BuildStory Pass(string task) => AtProvider(task).Then(EventType.TaskComplete, task).Then(EventType.TaskSuccess, task);

    /// <summary>The task fails, from wherever it stands.</summary>
    public BuildStory Fail(string task, string reason = "exit 1") =>
        AtProvider(task).Then(EventType.TaskComplete, task).Then(EventType.TaskFail, task, data: new() { Reason = reason });

    /// <summary>Our cancel.</summary>
    public BuildStory Cancel()
    {
        Head = Head with { Cancel = new("ada", Start) };
        return this;
    }

    /// <summary>The build's own steps until it has to wait for a task or has ended.</summary>
    public BuildStory Settle()
    {
        while (BuildConductor.Next(this) is { } next) Apply(next);
        return this;
    }

    /// <summary>What the event would do now; nothing is kept.</summary>
    public Evolution Try(PendingEvent next) => BuildMachine.Evolve(Head, next.Task is { } name ? tasks.GetValueOrDefault(name) : null, next);

    public Evolution Try(EventType type, string? task = null, string? stage = null, EventData? data = null) => Try(Next(type, task, stage, data));

    public void Apply(PendingEvent next)
    {
        var evolution = Try(next);
        if (evolution is not Evolution.Legal legal) throw new InvalidOperationException($"{((Evolution.Illegal)evolution).Transition}");
        Assert.Equal(Head.Seq + 1, legal.Head.Seq);
        Head = legal.Head;
        if (legal.Task is { } task) tasks[task.Name] = task;
        Events.Add(next);
    }

    public PendingEvent Next(EventType type, string? task = null, string? stage = null, EventData? data = null) => new()
    {
        Writer = "b-1",
        Step = $"{Events.Count}",
        At = Start.AddSeconds(Events.Count),
        Type = type,
        Task = task,
        Stage = stage ?? (task is null ? null : tasks.GetValueOrDefault(task)?.Stage),
        Data = data,
    };

    private BuildStory AtProvider(string task) =>
        tasks[task].State is TaskState.Waiting or TaskState.Ready ? Schedule(task) : this;
}
