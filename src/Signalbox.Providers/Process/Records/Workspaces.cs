using System.Security.Cryptography;
using System.Text;
using System.Threading.Channels;
using Signalbox.Core.Builds;

namespace Signalbox.Providers.Process.Records;

/// <summary>
/// The directories of checkouts, `{data}/work/{attempt}`. A finished one is renamed at once, so that its path is free, and deleted
/// behind the scenes, one after the other.
/// </summary>
internal sealed class Workspaces : IAsyncDisposable
{
    private static readonly TimeSpan TimeToFinish = TimeSpan.FromSeconds(2);

    private readonly string root;
    private readonly string trash;
    private readonly Channel<string> rejected = Channel.CreateUnbounded<string>(new() { SingleReader = true });
    private readonly CancellationTokenSource disposed = new();
    private readonly Task deleting;
    private readonly TimeProvider time;
    private long rejectedSoFar;

    public Workspaces(string root, TimeProvider time)
    {
        (this.root, trash, this.time) = (root, Path.Combine(root, ".trash"), time);
        deleting = Task.Run(DeleteRejectedAsync);
    }

    /// <summary>A short name for files and directories of the attempt: 20 hexadecimal digits, the same on every file system.</summary>
    public static string NameOf(TaskAttempt key) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{key.Build}\n{key.Task}\n{key.Attempt}")).AsSpan(0, 10));

    /// <summary>Where the attempt's checkout belongs, absolute.</summary>
    public string PathOf(TaskAttempt key) => Path.Combine(root, NameOf(key));

    /// <summary>Makes room for the attempt's checkout: the directory is not there, the one above it is.</summary>
    public string Prepare(TaskAttempt key)
    {
        Directory.CreateDirectory(root);
        var path = PathOf(key);
        Reject(path);
        return path;
    }

    /// <summary>Takes a directory away and deletes it later; no-op when it is not there.</summary>
    public void Reject(string path)
    {
        if (!Directory.Exists(path)) return;
        Directory.CreateDirectory(trash);
        string target;
        do target = Path.Combine(trash, $"{Path.GetFileName(path)}-{Interlocked.Increment(ref rejectedSoFar)}");
        while (Directory.Exists(target));
        try
        {
            Directory.Move(path, target);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Windows refuses while a file in it is open; macOS and Linux when the task took its write permission away.
            target = path;
        }

        rejected.Writer.TryWrite(target);
    }

    /// <summary>Takes away what a former host left, all but the directories that are in use now.</summary>
    public void Sweep(Func<string, bool> isInUse)
    {
        if (Directory.Exists(trash))
            foreach (var path in Directory.EnumerateDirectories(trash).ToList()) rejected.Writer.TryWrite(path);
        if (!Directory.Exists(root)) return;
        foreach (var path in Directory.EnumerateDirectories(root).Where(path => path != trash && !isInUse(path)).ToList()) Reject(path);
    }

    /// <summary>Ends the deleting, with a little time to finish; what is left is swept by the next host.</summary>
    public async ValueTask DisposeAsync()
    {
        rejected.Writer.TryComplete();
        await Task.WhenAny(deleting, Task.Delay(TimeToFinish, time, disposed.Token));
        await disposed.CancelAsync();
        await deleting;
        disposed.Dispose();
    }

    private async Task DeleteRejectedAsync()
    {
        await foreach (var path in rejected.Reader.ReadAllAsync())
        {
            if (disposed.IsCancellationRequested) return;
            DirectoryRemoval.TryRemove(path);
        }
    }
}
