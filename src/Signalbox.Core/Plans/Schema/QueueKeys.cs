using System.Collections.Immutable;
using Signalbox.Core.Plans.Policies;

namespace Signalbox.Core.Plans.Schema;

/// <summary>An item of `queues`.</summary>
internal static class QueueKeys
{
    private static readonly Key<Located<string>> Branch = new(
        "branch", new LocatedShape<string>(Texts.Pattern), "The target branch: an exact name or a glob.", required: true);

    private static readonly Key<QueueStrategy> Strategy = new(
        "strategy", Words.Of<QueueStrategy>("a strategy"),
        "Test entries on top of what will probably land, or one at a time.", QueueStrategy.Speculative);

    private static readonly Key<ConflictScope> Conflicts = new(
        "conflicts", Words.Of<ConflictScope>("a scope of conflicts"),
        "Which entries may conflict: all, those that touch the same files, or the same targets.", ConflictScope.All);

    private static readonly Key<int> MaxBuilds = new("maxBuilds", new IntegerShape(1, 1000), "The most candidates that build at once.", 4);

    private static readonly Key<BatchPolicy> Batch = new(
        "batch", QueueSections.Batch, "Entries that are verified and landed together.", QueueSections.Batch.Default);

    private static readonly Key<ApprovalPolicy> Approvals = new(
        "approvals", QueueSections.Approvals, "The approvals that an entry needs.", QueueSections.Approvals.Default);

    private static readonly Key<AdmissionPolicy> Admit = new(
        "admit", QueueSections.Admission, "What may enter the queue.", QueueSections.Admission.Default);

    private static readonly Key<ImmutableArray<string>> Require = new(
        "require", new ListShape<string>(Texts.NotEmpty, "status", status => status),
        "Other statuses that must be green. One that can never report is named, not waited for.", []);

    private static readonly Key<MergeMethod> Merge = new(
        "merge", Words.Of<MergeMethod>("a way to merge"), "How an entry becomes a commit on the target.", MergeMethod.Merge);

    private static readonly Key<MessagePolicy> Message = new(
        "message", QueueSections.Message, "The message of a landed commit.", QueueSections.Message.Default);

    private static readonly Key<bool> DeleteBranch = new(
        "deleteBranch", new BooleanShape(), "Delete the head branch after landing.", false);

    private static readonly Key<PickOrder> Pick = new(
        "pick", Words.Of<PickOrder>("an order"), "How a serial queue chooses the next entry.", PickOrder.Priority);

    private static readonly Key<ImmutableArray<LabelPriority>> Priorities = new(
        "priorities", new ListShape<LabelPriority>(QueueSections.Priority, "label", priority => priority.Label),
        "Labels that change an entry's priority.", []);

    private static readonly Key<RetestPolicy> Retest = new(
        "retest", QueueSections.Retest, "Open pull requests with old results are tested again. Off unless it is written.");

    private static readonly Key<TimeSpan> Deadline = new(
        "deadline", new DurationShape(), "The longest that a candidate's build may take.", TimeSpan.FromHours(6));

    private static readonly Key<ReportPolicy> Report = new(
        "report", QueueSections.Report, "What people see on the pull request.", QueueSections.Report.Default);

    public static readonly SectionShape<QueuePolicy> Queue = new(
        "a queue",
        [Branch, Strategy, Conflicts, MaxBuilds, Batch, Approvals, Admit, Require, Merge, Message, DeleteBranch, Pick, Priorities, Retest, Deadline, Report],
        section => new()
        {
            Branch = section.Get(Branch),
            Strategy = section.Get(Strategy),
            Conflicts = section.Get(Conflicts),
            MaxBuilds = section.Get(MaxBuilds),
            Batch = section.Get(Batch),
            Approvals = section.Get(Approvals),
            Admit = section.Get(Admit),
            Require = section.Get(Require),
            Merge = section.Get(Merge),
            Message = section.Get(Message),
            DeleteBranch = section.Get(DeleteBranch),
            Pick = section.Get(Pick),
            Priorities = section.Get(Priorities),
            Retest = section.Get(Retest),
            Deadline = section.Get(Deadline),
            Report = section.Get(Report),
        },
        "queue");
}
