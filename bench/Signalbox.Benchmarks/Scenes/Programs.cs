using System.Diagnostics;
using Signalbox.Benchmarks.Measures;

namespace Signalbox.Benchmarks.Scenes;

/// <summary>Other programs, run to their end with their output thrown away.</summary>
internal static class Programs
{
    /// <summary>The command line of this build.</summary>
    public static string Signalbox { get; } = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "signalbox.exe" : "signalbox");

    /// <exception cref="InvalidOperationException">It failed; the message has its last words.</exception>
    public static Task<Cost> RunAsync(string program, params string[] words) => Cost.OfAsync(async () =>
    {
        var start = new ProcessStartInfo(program, words) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        await process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} {string.Join(' ', words)}: exit {process.ExitCode}: {await errors}");
    });

    /// <summary>Where in PATH a program is; null where it is not.</summary>
    public static string? Find(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
}
