using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Signalbox.Testing.Git;

/// <summary>Git processes that see nothing of this machine but the sandbox.</summary>
internal sealed class SandboxGit : IDisposable
{
    private DateTimeOffset now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    private SandboxGit(string root)
    {
        Root = root;
        var configuration = Path.Combine(root, "gitconfig");
        File.WriteAllText(configuration, "[protocol \"file\"]\n\tallow = always\n");
        Environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["GIT_CONFIG_GLOBAL"] = configuration,
            ["GIT_CONFIG_NOSYSTEM"] = "1",
            ["GIT_CEILING_DIRECTORIES"] = root,
            ["GIT_TERMINAL_PROMPT"] = "0",
            ["LC_ALL"] = "C",
        };
    }

    public string Root { get; }

    public IReadOnlyDictionary<string, string> Environment { get; }

    public static SandboxGit Create() => new(Directory.CreateTempSubdirectory("signalbox-git-").FullName);

    public void Tick() => now += TimeSpan.FromMinutes(1);

    public string Run(string directory, IEnumerable<string> arguments, byte[]? input = null)
    {
        using var process = Process.Start(StartInfo(directory, arguments))!;
        var errors = process.StandardError.ReadToEndAsync();
        process.StandardInput.BaseStream.Write(input ?? []);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output.EndsWith('\n') ? output[..^1] : output
            : throw new InvalidOperationException($"git {string.Join(' ', arguments)}: exit {process.ExitCode}: {errors.Result}");
    }

    public void Dispose()
    {
        // Git writes its objects read-only, which Windows will not delete.
        if (OperatingSystem.IsWindows())
        {
            foreach (var file in Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories)) File.SetAttributes(file, FileAttributes.Normal);
        }

        Directory.Delete(Root, recursive: true);
    }

    private ProcessStartInfo StartInfo(string directory, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("git", arguments)
        {
            WorkingDirectory = directory,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("GIT_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        foreach (var (name, value) in Environment) start.Environment[name] = value;
        var date = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture) + " +0000";
        foreach (var role in (string[])["AUTHOR", "COMMITTER"])
        {
            start.Environment[$"GIT_{role}_NAME"] = "Ada";
            start.Environment[$"GIT_{role}_EMAIL"] = "ada@example.org";
            start.Environment[$"GIT_{role}_DATE"] = date;
        }

        return start;
    }
}
