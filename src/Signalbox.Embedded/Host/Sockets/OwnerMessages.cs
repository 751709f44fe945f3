using System.Text.Json;
using System.Text.Json.Serialization;
using Signalbox.Core.Builds;
using Signalbox.Embedded.Host.Ownership;
using Signalbox.Embedded.Sqlite;
using Signalbox.Workflows.Builds;

namespace Signalbox.Embedded.Host.Sockets;

/// <summary>The owner's first line to whoever connects, and again with <see cref="Ready"/> when it can act.</summary>
internal sealed record OwnerHello(int Protocol, int Pid, bool Ready = false)
{
    /// <summary>Raised when an old peer would misunderstand; a field that is added does not raise it.</summary>
    public const int CurrentProtocol = 1;
}

/// <summary>A command. Never carries a secret: values come from the owner's own settings.</summary>
internal sealed record OwnerRequest(OwnerVerb Verb, BuildId? Build = null)
{
    public BuildRequest? Request { get; init; }

    public BuildId? NewBuild { get; init; }

    public bool FailedOnly { get; init; }

    public string? Task { get; init; }

    public string? By { get; init; }

    public DateTimeOffset? EndedBefore { get; init; }
}

/// <summary>The verbs of <see cref="IBuilds"/>.</summary>
internal enum OwnerVerb
{
    Start,
    Cancel,
    Retry,
    Approve,
    Prune,
}

/// <summary>The answer to one request: one of the four.</summary>
internal sealed record OwnerReply(
    StartBuildResult? Started = null, ActOnBuildResult? Acted = null, PruneResult? Pruned = null, OwnerError? Error = null);

/// <summary>Why a request was not carried out.</summary>
internal sealed record OwnerError(OwnerErrorKind Kind, string Message, StorageFault? Fault = null);

/// <summary>What kind of trouble.</summary>
internal enum OwnerErrorKind
{
    /// <summary>The request cannot be read.</summary>
    Malformed,

    /// <summary>The request is too long; the connection ends.</summary>
    TooLarge,

    /// <summary>The owner is ending: ask the next one.</summary>
    Closing,

    /// <summary>The owner's storage failed.</summary>
    Storage,

    /// <summary>Anything else.</summary>
    Failed,
}

/// <summary>How lines are written. The code is generated, so that no start pays for reflection.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true,
    RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(OwnerHello))]
[JsonSerializable(typeof(OwnerRequest))]
[JsonSerializable(typeof(OwnerReply))]
[JsonSerializable(typeof(OwnerNote))]
internal sealed partial class OwnerJson : JsonSerializerContext;
