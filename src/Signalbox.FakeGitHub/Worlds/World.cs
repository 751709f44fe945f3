using System.Collections.Concurrent;
using Signalbox.FakeGitHub.Accounts;
using Signalbox.FakeGitHub.Apps;
using Signalbox.FakeGitHub.Checks;
using Signalbox.FakeGitHub.Conversations;
using Signalbox.FakeGitHub.Faults;
using Signalbox.FakeGitHub.Hooks;
using Signalbox.FakeGitHub.PullRequests;
using Signalbox.FakeGitHub.Repositories;
using Signalbox.FakeGitHub.Statuses;
using Signalbox.Git.Programs;

namespace Signalbox.FakeGitHub.Worlds;

/// <summary>All that this GitHub knows, and what can happen in it.</summary>
internal sealed class World : IDisposable
{
    private readonly SemaphoreSlim gate = new(1);

    public World(FakeGitHubOptions options, string directory)
    {
        Options = options;
        Directory = directory;
        Sequence = new(options.Seed);
        Accounts = new(Sequence, options.Clock);
        var configuration = Path.Combine(directory, "gitconfig");
        File.WriteAllText(configuration, "");
        // Nothing that this machine's owner configured has a say.
        Git = new(new() { Environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["GIT_CONFIG_GLOBAL"] = configuration, ["GIT_CONFIG_NOSYSTEM"] = "1" } });
        Keys = new(options, Sequence);
        App = Keys.NewApp(Accounts, options, Clock.GetUtcNow());
        Jwt = new(Keys.Rsa, App, Clock);
        Tokens = new(this);
        Hooks = new(options, App, Sequence);
        Events = new(this);
        Refs = new(this);
        Creation = new(this);
        PullRequests = new(this);
        Mergeabilities = new(this);
        Merges = new(this);
        Reviews = new(this);
        Checks = new(this);
        Statuses = new(this);
        Conversations = new(this);
        Installations = new(this);
    }

    public FakeGitHubOptions Options { get; }

    public string Directory { get; }

    public TimeProvider Clock => Options.Clock;

    public DateTimeOffset Now => Clock.GetUtcNow();

    /// <summary>Its address without a slash at the end; known once it listens.</summary>
    public string Url { get; set; } = "";

    public Sequence Sequence { get; }

    public GitProgram Git { get; }

    public AccountList Accounts { get; }

    public AppKeys Keys { get; }

    public App App { get; }

    /// <summary>Other Apps, by slug: they only report checks.</summary>
    public ConcurrentDictionary<string, App> OtherApps { get; } = new(StringComparer.Ordinal);

    public AppJwt Jwt { get; }

    public InstallationList Installations { get; }

    public TokenList Tokens { get; }

    public RepositoryList Repositories { get; } = new();

    public FaultPlan Faults { get; } = new();

    public DeliveryLog Hooks { get; }

    public Announcements Events { get; }

    public RefUpdates Refs { get; }

    public RepositoryCreation Creation { get; }

    public PullRequestChanges PullRequests { get; }

    public Mergeabilities Mergeabilities { get; }

    public PullRequestMerges Merges { get; }

    public ReviewChanges Reviews { get; }

    public CheckChanges Checks { get; }

    public StatusChanges Statuses { get; }

    public ConversationChanges Conversations { get; }

    /// <summary>
    /// Runs one change. There is one gate for everything: a push to a fork changes the pull requests of its base, and two gates would
    /// have an order to get wrong.
    /// </summary>
    public async Task<T> ChangeAsync<T>(Func<Task<T>> change, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            return await change();
        }
        finally
        {
            gate.Release();
        }
    }

    public void Dispose()
    {
        gate.Dispose();
        Keys.Dispose();
        Hooks.Dispose();
    }
}
