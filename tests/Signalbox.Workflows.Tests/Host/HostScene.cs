using Microsoft.Extensions.DependencyInjection;
using Signalbox.Core.Builds;
using Signalbox.Core.Changes;
using Signalbox.Core.Events;
using Signalbox.Core.Forges;
using Signalbox.Core.Providers;
using Signalbox.Embedded.Host;
using Signalbox.Embedded.Host.Ownership;
using Signalbox.Testing.Forges;
using Signalbox.Testing.Providers;
using Xunit;

namespace Signalbox.Workflows.Tests.Host;

/// <summary>A data directory that several sessions share, and builds of one task that runs until the test ends it.</summary>
internal sealed class HostScene : IAsyncDisposable
{
    public const string Configuration =
        "{ version: 1, blueprints: { unit: { run: 'true' } }, plan: { stages: [ { name: check, tasks: [unit] } ] } }";
    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("signalbox-host-");
    private readonly List<EmbeddedHost> sessions = [];

    /// <summary>The CI of all sessions in this process.</summary>
    public ScriptedProvider Provider { get; } = new();

    public DataDirectory Data => new(Path.Combine(root.FullName, "data"));

    public static TimeSpan Soon => TimeSpan.FromSeconds(30);

    public static BuildId Id(string text = "b-1") => BuildId.Parse(text);

    public static BuildRequest Request(char sha = 'a') => new()
    {
        Repository = ScriptedForge.Repository,
        Ref = "refs/heads/main",
        Sha = CommitSha.Parse(new string(sha, 40)),
        Changes = [new([ChangeUri.Parse($"git://local/acme/app/refs%2Fheads%2Fmain/{new string(sha, 40)}")], ChangeAction.Validate)],
        Reason = BuildReason.Cli,
    };

    public static EmbeddedHostOptions Options(DataDirectory data, ScriptedProvider provider) => new()
    {
        Data = data,
        Adapters = (services, _) => services.AddSingleton<IForge>(new ScriptedForge(Configuration)).AddSingleton<IBuildProvider>(provider),
        Patience = TimeSpan.FromSeconds(2),
    };

    public async Task<EmbeddedHost> OpenAsync(DataDirectory? data = null)
    {
        var session = await EmbeddedHost.OpenAsync(Options(data ?? Data, Provider), CancellationToken.None).WaitAsync(Soon);
        lock (sessions) sessions.Add(session);
        return session;
    }

    /// <summary>A build's events up to its end, or up to the first of a type.</summary>
    public static async Task<List<BuildEvent>> FollowAsync(EmbeddedHost session, BuildId build, EventType? until = null)
    {
        using var limit = new CancellationTokenSource(Soon);
        var events = new List<BuildEvent>();
        await foreach (var one in session.FollowAsync(build, 0, limit.Token))
        {
            events.Add(one);
            if (one.Type == until) break;
        }

        Assert.Equal(Enumerable.Range(1, events.Count), events.Select(one => (int)one.Seq));
        return events;
    }

    /// <summary>A path in the scene's own folder.</summary>
    public string In(params string[] names) => Path.Combine([root.FullName, .. names]);

    public async ValueTask DisposeAsync()
    {
        foreach (var session in sessions) await session.DisposeAsync();
        root.Delete(recursive: true);
    }
}
