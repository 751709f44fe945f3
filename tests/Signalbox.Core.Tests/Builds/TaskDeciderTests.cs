using Signalbox.Core.Builds;
using Signalbox.Core.Changes;
using Signalbox.Core.Plans;
using Signalbox.Core.Providers;
using Xunit;

namespace Signalbox.Core.Tests.Builds;

/// <summary>What one attempt does next, as a table: a situation, and the one command.</summary>
public sealed class TaskDeciderTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
    private static readonly TaskAttempt Key = new(BuildId.Parse("b-1"), "unit", 1);

    private static readonly PlannedTask Plan = new()
    {
        Name = "unit",
        Blueprint = "unit",
        Provider = "process",
        Digest = "d",
        Timeout = TimeSpan.FromMinutes(10),
        Attempts = 3,
        Retries = 1,
    };

    public static TheoryData<string, TaskSituation, TaskCommand> Table
    {
        get
        {
            var sought = Ready() with { Memory = new() { SoughtDelegate = true } };
            var slotted = Ready() with { Memory = new() { SoughtDelegate = true, HasSlots = true } };
            var running = At(TaskState.Building, new ProviderBuildState.Running());
            return new()
            {
                { "first it asks whether somebody builds the same", Ready(), new TaskCommand.SeekDelegate() },
                { "a fresh build does not ask", Fresh(Ready()), new TaskCommand.TakeSlots() },
                { "clean-up does not ask", With(Ready(), task => task with { Always = true }), new TaskCommand.TakeSlots() },
                { "what a person allows is not delegated, and is asked for", Approving(Ready()), new TaskCommand.RequestApproval() },
                { "it waits for the person", Asked(Approving(Ready())), Sleep },
                { "the person's word is recorded", Asked(Approving(Ready())) with { ApprovedBy = "ann" }, new TaskCommand.Approve("ann") },
                { "then it needs slots", sought, new TaskCommand.TakeSlots() },
                { "with slots it is scheduled", slotted, new TaskCommand.Schedule() },
                { "an unreachable provider is tried later", Unreachable(slotted, 1, 30), new TaskCommand.Wait(Now + TimeSpan.FromSeconds(30)) },
                { "and when the time has come", Unreachable(slotted, 1, 0), new TaskCommand.Schedule() },
                {
                    "for ten minutes", Unreachable(slotted, 10, 0),
                    new TaskCommand.Fail("provider_unavailable", "process could not be reached for 10 minutes")
                },
                { "a last attempt that was lost fails", With(slotted, task => task with { Lost = 3 }), new TaskCommand.Fail("lost_too_often", "lost 3 times") },
                { "it looks at who stands in", Delegated(null), new TaskCommand.LookAtDelegate() },
                { "whose success is its own", Delegated(new(DelegateState.Succeeded)), new TaskCommand.Succeed(null) },
                { "and whose failure", Delegated(new(DelegateState.Failed, "exit 1")), new TaskCommand.Fail("exit 1", "in build b-1, which stood in") },
                { "and who is waited for", Delegated(new(DelegateState.Active)), Sleep },
                {
                    "and who may vanish", Delegated(new(DelegateState.Gone)),
                    new TaskCommand.Interrupt("what stood in for it is gone", OurCrash: true, 3)
                },
                { "scheduled and silent", At(TaskState.Scheduled, null), Sleep },
                { "running", At(TaskState.Scheduled, new ProviderBuildState.Running()), new TaskCommand.Start() },
                { "still running", running, Sleep },
                { "an unknown word is no end", At(TaskState.Building, new ProviderBuildState.Unknown("quantum")), Sleep },
                { "passed", At(TaskState.Building, new ProviderBuildState.Succeeded()), new TaskCommand.Succeed(null) },
                { "failed, with a retry left", At(TaskState.Building, new ProviderBuildState.Failed("exit 1")), new TaskCommand.Retry("exit 1", 0) },
                {
                    "failed for good", With(At(TaskState.Building, new ProviderBuildState.Failed("exit 1")), task => task with { Retried = 1 }),
                    new TaskCommand.Fail("exit 1")
                },
                {
                    "cancelled in the CI", At(TaskState.Building, new ProviderBuildState.Cancelled()),
                    new TaskCommand.Fail("provider_cancelled", "somebody cancelled it in process")
                },
                {
                    "cancelled by us for its time, which we forgot",
                    At(TaskState.Building, new ProviderBuildState.Cancelled()) with { Now = Now + TimeSpan.FromMinutes(10) },
                    new TaskCommand.Fail("timeout", "no result within 10 min")
                },
                { "lost", At(TaskState.Building, new ProviderBuildState.Lost("agent")), new TaskCommand.Interrupt("agent", false, 2) },
                {
                    "lost for the last time", With(At(TaskState.Building, new ProviderBuildState.Lost("agent")), task => task with { Lost = 2 }),
                    new TaskCommand.Interrupt("agent", false, 0)
                },
                {
                    "lost by our own crash, however often", With(At(TaskState.Building, new ProviderBuildState.Lost("host", true)), task => task with { Lost = 2 }),
                    new TaskCommand.Interrupt("host", true, 1)
                },
                { "out of time it is asked to stop", running with { Now = Now + TimeSpan.FromMinutes(10) }, new TaskCommand.CancelProvider() },
                {
                    "a pass in time counts, also when seen late",
                    At(TaskState.Building, new ProviderBuildState.Succeeded()) with { Now = Now + TimeSpan.FromHours(1) }, new TaskCommand.Succeed(null)
                },
                { "out of time, its last words are waited for", Sent(running), new TaskCommand.Wait(Now + TimeSpan.FromSeconds(30)) },
                {
                    "out of time and stopped", Sent(At(TaskState.Building, new ProviderBuildState.Cancelled())),
                    new TaskCommand.Fail("timeout", "no result within 10 min")
                },
                { "our cancel is the build's to write", Cancelled(running), Sleep },
                { "clean-up goes on after our cancel", Cancelled(With(running, task => task with { Always = true })), Sleep },
                { "a cancelled task tells its provider", Ended(running), new TaskCommand.CancelProvider() },
                { "and looks for its stop", Sent(Ended(running)), new TaskCommand.Wait(Now + TimeSpan.FromMinutes(5)) },
                { "but not for ever", Sent(Ended(running)) with { Now = Now + TimeSpan.FromMinutes(5) }, new TaskCommand.Finish() },
                {
                    "a pass after our cancel is late", Sent(Ended(At(TaskState.Building, new ProviderBuildState.Succeeded()))),
                    new TaskCommand.RecordLateResult("succeeded")
                },
                { "its stop is recorded", Sent(Ended(At(TaskState.Building, new ProviderBuildState.Cancelled()))), new TaskCommand.RecordStopped() },
                { "a task that never reached a provider is over at once", Ended(Ready()), new TaskCommand.Finish() },
                { "an attempt that a newer one replaced is over", With(Ready(), task => task with { Attempt = 2 }), new TaskCommand.Finish() },
            };
        }
    }

    private static TaskCommand Sleep => new TaskCommand.Wait(Now + TimeSpan.FromMinutes(5));

    [Theory]
    [MemberData(nameof(Table))]
    public void In_each_situation_there_is_one_thing_to_do(string situation, TaskSituation now, TaskCommand command)
    {
        Assert.NotEmpty(situation);
        Assert.Equal(command, TaskDecider.Next(now));
    }

    private static TaskSituation Ready() => new()
    {
        Head = new()
        {
            Id = Key.Build,
            CreatedAt = Now,
            State = BuildState.Executing,
            Seq = 9,
            Stages = [new() { Name = "check", State = StageState.Building, Total = 1 }],
            Request = new()
            {
                Repository = new("local", RepositoryName.Parse("acme/app"), "/app"),
                Ref = "HEAD",
                Sha = CommitSha.Parse(new string('a', 40)),
                Changes = [],
                Reason = BuildReason.Cli,
            },
        },
        Task = new() { Name = "unit", Stage = "check", Order = 0, Plan = Plan, TargetKey = "t" },
        Attempt = 1,
        Now = Now,
        Memory = new(),
    };

    private static TaskSituation At(TaskState state, ProviderBuildState? says)
    {
        var status = says is null ? null : new ProviderStatus(says, says.IsTerminal);
        var id = ProviderBuildId.Parse("process://b-1/unit/1");
        return With(Ready(), task => task with
        {
            State = state,
            Attempts = [new(1, "process", id.Value, "scheduled", Now)],
        }) with
        { Provider = new(Key, id, status, Now, null) };
    }

    private static TaskSituation Delegated(StandIn? state) =>
        With(Ready(), task => task with { State = TaskState.Delegated, DelegatedTo = Key }) with { Delegate = state };

    private static TaskSituation With(TaskSituation now, Func<BuildTask, BuildTask> change) => now with { Task = change(now.Task) };

    private static TaskSituation Fresh(TaskSituation now) =>
        now with { Head = now.Head with { Request = now.Head.Request with { Fresh = true } } };

    private static TaskSituation Approving(TaskSituation now) =>
        With(now, task => task with { Plan = Plan with { ApprovalRoles = ["operate"] } });

    private static TaskSituation Asked(TaskSituation now) => With(now, task => task with { ApprovalRequested = true });

    private static TaskSituation Unreachable(TaskSituation now, int minutes, int again) => now with
    {
        Memory = now.Memory with { UnavailableSince = Now - TimeSpan.FromMinutes(minutes), ScheduleAt = Now + TimeSpan.FromSeconds(again) },
    };

    private static TaskSituation Cancelled(TaskSituation now) => now with { Head = now.Head with { Cancel = new("ann", Now) } };

    private static TaskSituation Ended(TaskSituation now) => With(Cancelled(now), task => task with { State = TaskState.Cancelled });

    private static TaskSituation Sent(TaskSituation now) => now with { Memory = now.Memory with { CancelSentAt = Now } };
}
