using System.Text.Json.Serialization;

namespace Signalbox.Core.Plans.Policies;

/// <summary>How a queue chooses what to build.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<QueueStrategy>))]
public enum QueueStrategy
{
    /// <summary>Candidates on top of what will probably land (queue.md).</summary>
    [JsonStringEnumMemberName("speculative")]
    Speculative,

    /// <summary>One at a time, after every move of the target (Q5).</summary>
    [JsonStringEnumMemberName("serial")]
    Serial,
}

/// <summary>Which entries may conflict.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ConflictScope>))]
public enum ConflictScope
{
    /// <summary>Everything with everything.</summary>
    [JsonStringEnumMemberName("all")]
    All,

    /// <summary>What touches the same files.</summary>
    [JsonStringEnumMemberName("paths")]
    Paths,

    /// <summary>What affects the same targets.</summary>
    [JsonStringEnumMemberName("targets")]
    Targets,
}

/// <summary>How an entry becomes a commit on the target.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MergeMethod>))]
public enum MergeMethod
{
    /// <summary>A merge commit.</summary>
    [JsonStringEnumMemberName("merge")]
    Merge,

    /// <summary>One new commit.</summary>
    [JsonStringEnumMemberName("squash")]
    Squash,

    /// <summary>Its commits, anew.</summary>
    [JsonStringEnumMemberName("rebase")]
    Rebase,
}

/// <summary>How a serial queue chooses.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PickOrder>))]
public enum PickOrder
{
    /// <summary>Priority, then arrival.</summary>
    [JsonStringEnumMemberName("priority")]
    Priority,

    /// <summary>By a recorded seed.</summary>
    [JsonStringEnumMemberName("random")]
    Random,
}

/// <summary>What is added to a landed commit's message.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MessageTrailer>))]
public enum MessageTrailer
{
    /// <summary>`Reviewed-by`, one for each approval.</summary>
    [JsonStringEnumMemberName("reviewed-by")]
    ReviewedBy,

    /// <summary>`Co-authored-by`, one for each other author.</summary>
    [JsonStringEnumMemberName("co-authored-by")]
    CoAuthoredBy,
}

/// <summary>When a pull request gets a comment.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CommentScope>))]
public enum CommentScope
{
    /// <summary>At every step.</summary>
    [JsonStringEnumMemberName("all")]
    All,

    /// <summary>When it landed or left.</summary>
    [JsonStringEnumMemberName("outcomes")]
    Outcomes,

    /// <summary>Never.</summary>
    [JsonStringEnumMemberName("none")]
    None,
}
