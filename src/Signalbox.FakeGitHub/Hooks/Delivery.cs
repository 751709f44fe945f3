namespace Signalbox.FakeGitHub.Hooks;

/// <summary>One attempt to deliver a webhook.</summary>
/// <param name="Id">Of the attempt.</param>
/// <param name="EventGuid">Of the event: a redelivery has the same one. `X-GitHub-Delivery`.</param>
/// <param name="Event">`X-GitHub-Event`.</param>
/// <param name="Action">Null for push, status, create and delete.</param>
/// <param name="InstallationId">The installation that it is about.</param>
/// <param name="RepositoryId">The repository that it is about.</param>
/// <param name="Body">The bytes that were signed and sent.</param>
/// <param name="DeliveredAt">When it was sent.</param>
/// <param name="Redelivery">It was sent before.</param>
public sealed record Delivery(
    long Id, Guid EventGuid, string Event, string? Action, long? InstallationId, long? RepositoryId, ReadOnlyMemory<byte> Body, DateTimeOffset DeliveredAt,
    bool Redelivery)
{
    /// <summary>The answer's status; 502 and 504 where there was none; 0 while it is on its way.</summary>
    public int StatusCode { get; init; }

    /// <summary>`OK` on success.</summary>
    public string Status { get; init; } = "pending";

    /// <summary>How long the answer took.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>What was answered.</summary>
    public string ResponseBody { get; init; } = "";

    /// <summary>Whether it was answered with a 2xx.</summary>
    public bool Succeeded => StatusCode is >= 200 and < 300;
}

/// <summary>What becomes of a webhook that a fault was planned for.</summary>
public enum DeliveryFault
{
    /// <summary>Nothing is sent; GitHub's list says that it failed, and it can be redelivered.</summary>
    Lost,

    /// <summary>Nothing is sent, and GitHub's list knows nothing of it.</summary>
    Forgotten,

    /// <summary>It is sent two times under one GUID.</summary>
    Twice,

    /// <summary>It is sent after the one that follows it.</summary>
    Late,
}
