using Signalbox.Core.Builds;
using Signalbox.Embedded.Host;
using Signalbox.Embedded.Host.Ownership;
using Signalbox.Testing.Providers;

namespace Signalbox.Workflows.Tests.Host;

/// <summary>A session on a directory: prints its role, and again when it changes; does what it reads; ends with its input.</summary>
internal static class SessionProgram
{
    public static async Task Main(string[] words)
    {
        var provider = new ScriptedProvider();
        var options = HostScene.Options(new DataDirectory(words[0]), provider);
        await using var session = await EmbeddedHost.OpenAsync(options, CancellationToken.None);
        await Console.Out.WriteLineAsync(session.IsOwner ? "owner" : "client");
        var changed = session.IsOwner ? Task.CompletedTask : SayAsync(session);
        while (await Console.In.ReadLineAsync() is { } line)
        {
            if (line.Split(' ') is ["finish", var build]) await provider.SucceedAsync(new TaskAttempt(BuildId.Parse(build), "unit", 1));
        }

        if (changed.IsFaulted) await changed;
    }

    private static async Task SayAsync(EmbeddedHost session)
    {
        await session.Ownership;
        await Console.Out.WriteLineAsync("owner");
    }
}
