namespace Signalbox.Testing.Processes;

/// <summary>
/// A named pipe that processes of a script hold open: the test learns without looking when they are ready and when the last of them
/// is gone.
/// </summary>
public sealed class Lifeline
{
    private readonly TaskCompletionSource<string> ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly string path;

    public Lifeline(string directory, string name)
    {
        path = NamedPipe.Create(directory, name);
        Gone = Task.Factory.StartNew(Listen, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>What a script does to hold the line, with everything that it starts from then on.</summary>
    public string Hold => $"exec 9>'{path}'";

    /// <summary>Holds the line here too, until disposed of: it outlives the first holder, and others may come.</summary>
    public IDisposable Keep() => new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);

    /// <summary>What a script does to say that it is ready, with a word of its own.</summary>
    public static string SayReady(string word = "ready") => $"echo {word} >&9";

    /// <summary>Completes with the first line that was said.</summary>
    public Task<string> Ready => ready.Task.WaitAsync(TimeSpan.FromSeconds(60));

    /// <summary>Completes when nobody holds the line any more.</summary>
    public Task Gone { get; }

    /// <summary>Whether somebody is still there.</summary>
    public bool IsHeld => !Gone.IsCompleted;

    private void Listen()
    {
        // The open waits for the first holder, the read for the last one's end.
        using var reader = new StreamReader(path);
        if (reader.ReadLine() is { } line) ready.TrySetResult(line);
        reader.ReadToEnd();
    }
}
