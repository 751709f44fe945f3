using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Signalbox.Embedded.Host.Ownership;

namespace Signalbox.Embedded.Host;

/// <summary>What a session on a data directory needs.</summary>
public sealed record EmbeddedHostOptions
{
    /// <summary>The directory; made when it is missing.</summary>
    public required DataDirectory Data { get; init; }

    /// <summary>
    /// Registers the adapters (forges, providers), which this project does not know; called where this process owns the directory.
    /// </summary>
    public required Action<IServiceCollection, IConfiguration> Adapters { get; init; }

    /// <summary>Where an owner's log lines go; absent: nowhere.</summary>
    public Action<ILoggingBuilder>? Logging { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>How long whoever holds the directory may not answer before that is an error.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(10);
}
