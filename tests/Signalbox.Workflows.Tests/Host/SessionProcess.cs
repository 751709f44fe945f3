using System.Diagnostics;
using Signalbox.Embedded.Host.Ownership;

namespace Signalbox.Workflows.Tests.Host;

/// <summary>A session in a process of its own: this assembly, started as a program (<see cref="SessionProgram"/>).</summary>
internal sealed class SessionProcess : IDisposable
{
    private readonly Process process;

    private SessionProcess(Process process) => this.process = process;

    public static SessionProcess Start(DataDirectory data) => new(Process.Start(new ProcessStartInfo("dotnet")
    {
        ArgumentList = { "exec", typeof(SessionProcess).Assembly.Location, data.Path },
        UseShellExecute = false,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
    })!);

    /// <summary>The next line that it prints; null when it has ended.</summary>
    public Task<string?> ReadAsync() => process.StandardOutput.ReadLineAsync().WaitAsync(HostScene.Soon);

    public async Task WriteAsync(string line)
    {
        await process.StandardInput.WriteLineAsync(line);
        await process.StandardInput.FlushAsync();
    }

    /// <summary>Takes it away without a word, as `kill -9` does.</summary>
    public void Kill() => process.Kill();

    /// <summary>Lets it end by itself.</summary>
    public async Task<int> EndAsync()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync().WaitAsync(HostScene.Soon);
        return process.ExitCode;
    }

    public void Dispose()
    {
        if (!process.HasExited) process.Kill();
        process.Dispose();
    }
}
