using System.Diagnostics;
using System.Text.Json;
using Xunit;

namespace Signalbox.GitHub.Tests.Webhooks;

/// <summary>The payloads of npm's `@octokit/webhooks-examples`, recorded from GitHub. Needs Node.js with npm.</summary>
internal static class GitHubExamples
{
    private static readonly Lazy<Task> Installed = new(InstallAsync);

    public static string Folder => Path.Combine(AppContext.BaseDirectory, "GitHubData");

    /// <summary>All of them.</summary>
    public static async Task<IReadOnlyList<(string Event, JsonElement Payload)>> ReadAsync()
    {
        await InstalledAsync();
        var index = Path.Combine(Folder, "node_modules", "@octokit", "webhooks-examples", "api.github.com", "index.json");
        using var document = JsonDocument.Parse(await File.ReadAllBytesAsync(index));
        return
        [
            .. from entry in document.RootElement.EnumerateArray()
                from example in entry.GetProperty("examples").EnumerateArray()
                select (entry.GetProperty("name").GetString()!, example.Clone()),
        ];
    }

    /// <summary>The packages of `GitHubData/package.json` are there.</summary>
    public static Task InstalledAsync() => Installed.Value;

    public static async Task<string> RunAsync(string program, IReadOnlyList<string> arguments, string input)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(2));
        Assert.True(process.ExitCode == 0, $"{program} ended with {process.ExitCode}: {await error}");
        return await output;
    }

    private static async Task InstallAsync()
    {
        if (!Directory.Exists(Path.Combine(Folder, "node_modules", "ajv")))
            await RunAsync(OperatingSystem.IsWindows() ? "npm.cmd" : "npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], "");
    }
}
