using System.Diagnostics;
using System.Text.Json;
using Signalbox.Cli.Invocations;
using Signalbox.Testing.Git;

namespace Signalbox.Scenario.Tests.Cli;

/// <summary>A repository, a data directory of its own, and the real executable as a process.</summary>
public sealed class CommandScene : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly string Executable = typeof(Verb).Assembly.Location;

    public CommandScene(string name = "app") => Repository = GitSandbox.Create(name);

    public GitSandbox Repository { get; }

    public string Data => Path.Combine(Repository.Root, "state", "signalbox");

    /// <summary>A scene whose one commit has this configuration.</summary>
    public static CommandScene With(string configuration)
    {
        var scene = new CommandScene();
        scene.Repository.Commit("configuration", (".signalbox.yml", configuration));
        return scene;
    }

    /// <summary>A scene with one stage of tasks, each a shell script.</summary>
    public static CommandScene Of(params (string Name, string Script)[] tasks) => With(Plan(tasks));

    public static string Plan(params (string Name, string Script)[] tasks)
    {
        var blueprints = tasks.Select(task => $"  {task.Name}: {{ run: {JsonSerializer.Serialize(task.Script)} }}\n");
        return $"version: 1\nblueprints:\n{string.Concat(blueprints)}plan: {{ stages: [ {{ name: check, tasks: [{string.Join(", ", tasks.Select(task => task.Name))}] }} ] }}\n";
    }

    public Task<CommandOutcome> RunAsync(params string[] words) => RunInAsync(Repository.Directory, words);

    public async Task<CommandOutcome> RunInAsync(string directory, params string[] words)
    {
        using var process = Start(directory, words);
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(Patience);
        return new(process.ExitCode, await output, await errors);
    }

    public Process Start(string directory, params string[] words)
    {
        var start = new ProcessStartInfo("dotnet", [Executable, .. words])
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var (name, value) in Repository.Environment) start.Environment[name] = value;
        start.Environment["XDG_STATE_HOME"] = Path.Combine(Repository.Root, "state");
        return Process.Start(start)!;
    }

    public void Dispose() => Repository.Dispose();
}

/// <summary>How a command ended and what it printed.</summary>
public sealed record CommandOutcome(int ExitCode, string Output, string Errors)
{
    public IReadOnlyList<string> Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Every line of the output as JSON; anything else on standard output fails the test.</summary>
    public IReadOnlyList<JsonElement> Json => [.. Lines.Select(line => JsonDocument.Parse(line).RootElement)];
}
