using System.Collections.Immutable;
using Signalbox.Core.Plans.Policies;

namespace Signalbox.Core.Plans.Schema;

/// <summary>The maps inside an item of `queues`.</summary>
internal static class QueueSections
{
    private static readonly ListShape<string> Labels = new(Texts.NotEmpty, "label", label => label);

    private static readonly Key<int> BatchMax = new(
        "max", new IntegerShape(1, 1000), "The most entries of a batch; 1 turns batching off.", 1);
    private static readonly Key<TimeSpan> BatchWait = new(
        "wait", new DurationShape(mayBeZero: true), "How long to wait for more entries.", TimeSpan.Zero);

    public static readonly SectionShape<BatchPolicy> Batch = new(
        "the batch of a queue", [BatchMax, BatchWait], section => new(section.Get(BatchMax), section.Get(BatchWait)));

    private static readonly Key<int> Count = new("count", new IntegerShape(0, 100), "How many approvals.", 1);
    private static readonly Key<bool> Fresh = new("fresh", new BooleanShape(), "They must be for the exact head.", true);
    private static readonly Key<bool> CodeOwners = new("codeowners", new BooleanShape(), "A code owner must be among them.", false);

    public static readonly SectionShape<ApprovalPolicy> Approvals = new(
        "the approvals of a queue", [Count, Fresh, CodeOwners], section => new(section.Get(Count), section.Get(Fresh), section.Get(CodeOwners)));

    private static readonly Key<ImmutableArray<string>> NeededLabels = new(
        "labels", Labels, "One of these labels is needed; empty: none is.", []);
    private static readonly Key<ImmutableArray<string>> BlockingLabels = new(
        "blockingLabels", Labels, "None of these labels may be there.", ["do-not-merge"]);
    private static readonly Key<string> BlockingTitle = new(
        "blockingTitle", Texts.Title, "A title that this regular expression matches keeps the change out.", "^(WIP|Draft)");
    private static readonly Key<bool> Auto = new("auto", new BooleanShape(), "What may enter does so by itself.", false);
    private static readonly Key<TimeSpan> AdmitTimeout = new(
        "timeout", new DurationShape(), "How long an entry may wait for its checks.", TimeSpan.FromHours(2));

    public static readonly SectionShape<AdmissionPolicy> Admission = new(
        "the 'admit' of a queue",
        [NeededLabels, BlockingLabels, BlockingTitle, Auto, AdmitTimeout],
        section => new(section.Get(NeededLabels), section.Get(BlockingLabels), section.Get(BlockingTitle), section.Get(Auto), section.Get(AdmitTimeout)));

    private static readonly Key<string> Title = new(
        "title", Texts.NotEmpty, "The first line. {title}, {number} and {body} are the pull request's.", "{title} (#{number})");
    private static readonly Key<string> Body = new("body", Texts.Any, "The rest.", "{body}");
    private static readonly Key<ImmutableArray<MessageTrailer>> Trailers = new(
        "trailers", new ListShape<MessageTrailer>(Words.Of<MessageTrailer>("a trailer"), "trailer", Words.NameOf),
        "What is added at the end.", []);

    public static readonly SectionShape<MessagePolicy> Message = new(
        "the message of a queue", [Title, Body, Trailers], section => new(section.Get(Title), section.Get(Body), section.Get(Trailers)));

    private static readonly Key<string> Label = new("label", Texts.NotEmpty, "The label.", required: true);
    private static readonly Key<int> Value = new("value", new IntegerShape(-1_000_000, 1_000_000), "Higher lands earlier.", required: true);

    public static readonly SectionShape<LabelPriority> Priority = new(
        "a priority", [Label, Value], section => new(section.Get(Label), section.Get(Value)));

    private static readonly Key<TimeSpan> Every = new("every", new DurationShape(), "How often to look.", TimeSpan.FromHours(24));
    private static readonly Key<TimeSpan> OlderThan = new(
        "olderThan", new DurationShape(), "The age of a result that is tested again.", TimeSpan.FromHours(24));
    private static readonly Key<int> RetestMax = new("max", new IntegerShape(1, 1000), "The most at once.", 5);

    public static readonly SectionShape<RetestPolicy> Retest = new(
        "the retest of a queue", [Every, OlderThan, RetestMax], section => new(section.Get(Every), section.Get(OlderThan), section.Get(RetestMax)));

    private static readonly Key<CommentScope> Comment = new(
        "comment", Words.Of<CommentScope>("a scope of comments"), "When to comment on the pull request.", CommentScope.Outcomes);
    private static readonly Key<string> Check = new("check", Texts.NotEmpty, "The name of the status.", "Signalbox");

    public static readonly SectionShape<ReportPolicy> Report = new(
        "the report of a queue", [Comment, Check], section => new(section.Get(Comment), section.Get(Check)));
}
