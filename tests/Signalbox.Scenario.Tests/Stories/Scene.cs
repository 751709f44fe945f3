using System.Text.Json;
using Signalbox.Scenario.Tests.Processes;
using Signalbox.Testing.Git;
using Signalbox.Testing.Processes;

namespace Signalbox.Scenario.Tests.Stories;

/// <summary>A machine with one repository and one data directory, and what the tasks of its builds say to the test.</summary>
internal sealed class Scene : IDisposable
{
    private readonly List<IDisposable> props = [];

    /// <summary>Sets it.</summary>
    /// <param name="repository">The repository's directory.</param>
    public Scene(string repository = "app")
    {
        Repository = GitSandbox.Create(repository);
        Data = Path.Combine(Repository.Root, "data");
        Notes = Kept(new Notes(Repository.Root, "notes"));
        Environment = new(Repository.Environment) { ["HOME"] = Repository.Root };
    }

    /// <summary>The repository.</summary>
    public GitSandbox Repository { get; }

    /// <summary>The data directory of every command.</summary>
    public string Data { get; set; }

    /// <summary>What tasks say.</summary>
    public Notes Notes { get; }

    /// <summary>The environment of commands from now on: settings are variables.</summary>
    public Dictionary<string, string> Environment { get; }

    /// <summary>A task's script as a value of YAML; JSON's strings are YAML's.</summary>
    public static string Script(params IEnumerable<string> commands) => JsonSerializer.Serialize(string.Join('\n', commands));

    /// <summary>Commits a configuration.</summary>
    public void Configure(string yaml) => Repository.Commit("Configuration", (".signalbox.yml", yaml));

    /// <summary>A gate that the scene opens at its end.</summary>
    public Gate Gate(string name) => Kept(new Gate(Repository.Root, name));

    /// <summary>A line that tasks hold while they live.</summary>
    public Lifeline Lifeline(string name) => new(Repository.Root, name);

    /// <summary>Starts a command in the repository; what still runs at the end of the scene is killed.</summary>
    public SignalboxProcess Start(params string[] words) =>
        Kept(SignalboxProcess.Start(Repository.Directory, [.. words, "--data", Data], Environment));

    /// <summary>Runs a command to its end.</summary>
    public Task<Ending> RunAsync(params string[] words) => Start(words).EndAsync();

    /// <summary>The event log of a build.</summary>
    public async Task<IReadOnlyList<StoredEvent>> EventsAsync(string build) =>
        StoredEvent.Read((await RunAsync("events", build, "--json")).Expect(0));

    /// <summary>A build as `status --json` shows it.</summary>
    public async Task<JsonElement> StatusAsync(string build) =>
        JsonDocument.Parse((await RunAsync("status", build, "--json")).Expect(0).Output).RootElement;

    /// <summary>The ids of all builds.</summary>
    public async Task<IReadOnlyList<string>> BuildsAsync() =>
        [.. (await RunAsync("builds", "--json")).Expect(0).Lines.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("id").GetString()!)];

    /// <inheritdoc/>
    public void Dispose()
    {
        // The last made first: no host sees a gate that was taken away.
        props.Reverse();
        props.ForEach(prop => prop.Dispose());
        Repository.Dispose();
    }

    private T Kept<T>(T prop)
        where T : IDisposable
    {
        props.Add(prop);
        return prop;
    }
}
