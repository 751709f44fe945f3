namespace Signalbox.Testing.Processes;

/// <summary>
/// What scripts say to the test, one word a line, in the order in which it was said. A named pipe: the test hears a word without looking
/// for it, and what was said stays said however its speaker ends.
/// </summary>
public sealed class Notes : IDisposable
{
    private const string Pause = "(pause)";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private readonly string path;
    private readonly FileStream pipe;
    private readonly Lock sync = new();
    private readonly List<string> heard = [];
    private TaskCompletionSource more = NewSignal();
    private int pauses;

    /// <summary>Listens from now on.</summary>
    public Notes(string directory, string name)
    {
        pipe = NamedPipe.OpenBoth(path = NamedPipe.Create(directory, name));
        _ = Task.Factory.StartNew(Listen, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>What a script does to say a word; words of the shell are expanded.</summary>
    public string Say(string word) => $"echo \"{word}\" >'{path}'";

    /// <summary>Completes when a word has been said that often.</summary>
    public Task HearAsync(string word, int times = 1) => WaitAsync(() => heard.Count(one => one == word) >= times, $"'{word}' ({times})");

    /// <summary>Everything that was said until now.</summary>
    public async Task<IReadOnlyList<string>> AllAsync()
    {
        int mine;
        lock (sync) mine = pauses + 1;
        // A word of our own comes out behind all that scripts have put in.
        pipe.Write("(pause)\n"u8);
        await WaitAsync(() => pauses >= mine, "all that was said");
        lock (sync) return [.. heard];
    }

    /// <inheritdoc/>
    public void Dispose() => pipe.Write("(end)\n"u8);

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task WaitAsync(Func<bool> isThere, string what)
    {
        while (true)
        {
            Task next;
            lock (sync)
            {
                if (isThere()) return;
                next = more.Task;
            }

            try
            {
                await next.WaitAsync(Limit);
            }
            catch (TimeoutException silence)
            {
                lock (sync) throw new TimeoutException($"{what} was not heard. Heard: {string.Join(", ", heard)}", silence);
            }
        }
    }

    private void Listen()
    {
        using var reader = new StreamReader(pipe);
        while (reader.ReadLine() is { } line && line != "(end)")
        {
            lock (sync)
            {
                if (line == Pause) pauses++;
                else heard.Add(line);
                (var signal, more) = (more, NewSignal());
                signal.SetResult();
            }
        }
    }
}
