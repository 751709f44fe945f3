using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Signalbox.Scenario.Tests.Processes;

/// <summary>The real executable, running; its output is kept from the first byte on.</summary>
internal sealed class SignalboxProcess : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private readonly Process process;
    private readonly Lock sync = new();
    private readonly StringBuilder output = new();
    private readonly Task<string> errors;
    private readonly Task reading;
    private TaskCompletionSource more = NewSignal();

    private SignalboxProcess(Process process)
    {
        this.process = process;
        errors = process.StandardError.ReadToEndAsync();
        reading = Task.Run(ReadAsync);
    }

    /// <summary>Its process id.</summary>
    public int Id => process.Id;

    /// <summary>Starts it.</summary>
    /// <param name="directory">Where it is called.</param>
    /// <param name="words">Its command line.</param>
    /// <param name="environment">Its whole environment beside `PATH` and what the runtime needs.</param>
    public static SignalboxProcess Start(string directory, IEnumerable<string> words, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "signalbox.dll"), .. words])
        {
            WorkingDirectory = directory,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (var name in start.Environment.Keys.Where(name => name is not ("PATH" or "TMPDIR" or "DOTNET_ROOT")).ToList())
            start.Environment.Remove(name);
        foreach (var (name, value) in environment) start.Environment[name] = value;
        var started = Process.Start(start)!;
        started.StandardInput.Close();
        return new(started);
    }

    /// <summary>Completes when it has written a text to standard output.</summary>
    public async Task SeesAsync(string text)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (true)
        {
            Task next;
            lock (sync)
            {
                if (output.ToString().Contains(text, StringComparison.Ordinal)) return;
                next = more.Task;
            }

            if (reading.IsCompleted) throw new InvalidOperationException($"It ended and never said '{text}':\n{await EndAsync()}");
            await next.WaitAsync(limit.Token);
        }
    }

    /// <summary>Takes it away without a word, as `kill -9` does, and leaves its children.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync().WaitAsync(Limit);
    }

    /// <summary>Asks it to end. TERM and not INT, which a process inherits as ignored from some shells; to the program they are one.</summary>
    public async Task InterruptAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync().WaitAsync(Limit);
    }

    /// <summary>Waits for its end.</summary>
    public async Task<Ending> EndAsync()
    {
        await process.WaitForExitAsync().WaitAsync(Limit);
        await reading.WaitAsync(Limit);
        return new(process.ExitCode, output.ToString(), await errors.WaitAsync(Limit));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!process.HasExited) process.Kill();
        process.Dispose();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task ReadAsync()
    {
        var buffer = new char[16 * 1024];
        int read;
        do
        {
            read = await process.StandardOutput.ReadAsync(buffer);
            lock (sync)
            {
                output.Append(buffer, 0, read);
                (var signal, more) = (more, NewSignal());
                signal.SetResult();
            }
        }
        while (read > 0);
    }
}
