using Signalbox.Cli.Composition;
using Signalbox.Cli.Invocations;
using Signalbox.Cli.Remote;
using Signalbox.Embedded.Host;
using Signalbox.Embedded.Host.Ownership;

namespace Signalbox.Cli.Access;

/// <summary>Opens what verbs work on.</summary>
internal static class Sessions
{
    /// <summary>The directory that `--data` names, or the default one.</summary>
    public static DataDirectory Directory(this Invocation invocation, string? option) =>
        option is { Length: > 0 } ? new(option) : DataDirectory.Default(invocation.Variable);

    /// <summary>For verbs that look: makes nothing, disturbs nobody.</summary>
    public static IBuildReading Look(this Invocation invocation, Place place) => place.Server is { } server
        ? RemoteSession.Open(server, invocation)
        : new LocalReading(EmbeddedReader.Open(invocation.Directory(place.Data), invocation.Time));

    /// <summary>For verbs that act: owns the directory, or talks to who does, or to a service.</summary>
    public static async Task<IBuildAccess> OpenAsync(this Invocation invocation, Place place, CancellationToken cancellationToken) =>
        place.Server is { } server
            ? RemoteSession.Open(server, invocation)
            : new LocalBuilds(await invocation.OpenAsync(place.Data, cancellationToken));

    /// <summary>A session on a data directory.</summary>
    public static Task<EmbeddedHost> OpenAsync(this Invocation invocation, string? option, CancellationToken cancellationToken)
    {
        var data = invocation.Directory(option);
        return EmbeddedHost.OpenAsync(
            new() { Data = data, Adapters = Adapters.For(data), Time = invocation.Time }, cancellationToken);
    }
}
