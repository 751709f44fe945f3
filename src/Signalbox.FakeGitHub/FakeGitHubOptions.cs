using System.Collections.Immutable;

namespace Signalbox.FakeGitHub;

/// <summary>What a fake GitHub is started with.</summary>
public sealed record FakeGitHubOptions
{
    /// <summary>Where the bare repositories lie; made when it is missing, and the owner's to delete. Absent: a temporary directory, deleted at the end.</summary>
    public string? Directory { get; init; }

    /// <summary>The port on 127.0.0.1; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>Time of everything, tokens and limits included.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Decides GUIDs, tokens and secrets.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The App's URL name; its bot is `{slug}[bot]`.</summary>
    public string AppSlug { get; init; } = "signalbox";

    /// <summary>Where webhooks go. It can be set later: <see cref="Hooks.DeliveryLog.Url"/>.</summary>
    public Uri? WebhookUrl { get; init; }

    /// <summary>What webhooks are signed with.</summary>
    public string WebhookSecret { get; init; } = "It's a Secret to Everybody";

    /// <summary>Where OAuth may send people back to: a prefix of the redirect.</summary>
    public ImmutableArray<Uri> CallbackUrls { get; init; } = [];

    /// <summary>What the App asks for, name to `read` or `write`; the default is what a merge queue needs.</summary>
    public ImmutableSortedDictionary<string, string> AppPermissions { get; init; } = Apps.AppDefaults.Permissions;

    /// <summary>Events that the App subscribes to.</summary>
    public ImmutableArray<string> AppEvents { get; init; } = Apps.AppDefaults.Events;

    /// <summary>How many reads answer that mergeability is not known yet, after each change of a head or a base.</summary>
    public int UnknownMergeabilityReads { get; init; } = 1;

    /// <summary>How many deliveries may be on their way at once. More than one, and their order is not kept, as on GitHub.</summary>
    public int DeliveriesAtOnce { get; init; } = 1;

    /// <summary>Requests an hour of an installation, and of a person.</summary>
    public int RateLimit { get; init; } = 5000;

    /// <summary>Requests a minute that make content, such as comments.</summary>
    public int ContentPerMinute { get; init; } = 80;

    /// <summary>Requests an hour that make content.</summary>
    public int ContentPerHour { get; init; } = 500;
}
