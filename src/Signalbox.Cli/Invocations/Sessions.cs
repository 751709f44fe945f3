using Signalbox.Cli.Composition;
using Signalbox.Embedded.Host;
using Signalbox.Embedded.Host.Ownership;

namespace Signalbox.Cli.Invocations;

/// <summary>Opens data directories for verbs.</summary>
internal static class Sessions
{
    /// <summary>The directory that `--data` names, or the default one.</summary>
    public static DataDirectory Directory(this Invocation invocation, string? option) =>
        option is { Length: > 0 } ? new(option) : DataDirectory.Default(invocation.Variable);

    /// <summary>For verbs that look: makes nothing, disturbs nobody.</summary>
    public static EmbeddedReader Look(this Invocation invocation, string? option) =>
        EmbeddedReader.Open(invocation.Directory(option), invocation.Time);

    /// <summary>For verbs that act: owns the directory, or talks to who does.</summary>
    public static Task<EmbeddedHost> OpenAsync(this Invocation invocation, string? option, CancellationToken cancellationToken)
    {
        var data = invocation.Directory(option);
        return EmbeddedHost.OpenAsync(new() { Data = data, Adapters = Adapters.For(data), Time = invocation.Time }, cancellationToken);
    }
}
