using System.Collections.Concurrent;
using Xunit;

namespace Signalbox.Contract.Tests.Durable;

/// <summary>An activity that a test holds: each call announces itself and waits to be let go. It ignores its token, as a slow vendor would.</summary>
public sealed class HeldActivity : IDisposable
{
    private readonly TaskCompletionSource gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentQueue<string> calls = [];
    private readonly SemaphoreSlim begun = new(0);

    /// <summary>The inputs of the calls so far.</summary>
    public IReadOnlyCollection<string> Calls => calls;

    /// <summary>Returns when so many further calls have begun.</summary>
    public async Task CalledAsync(int count)
    {
        for (var i = 0; i < count; i++) Assert.True(await begun.WaitAsync(TimeSpan.FromSeconds(30)), $"Only {i} of {count} calls began.");
    }

    public void LetGo() => gate.TrySetResult();

    public void Dispose() => begun.Dispose();

    public async Task<string> RunAsync(string input, CancellationToken cancellationToken)
    {
        calls.Enqueue(input);
        begun.Release();
        await gate.Task.WaitAsync(TimeSpan.FromSeconds(60), CancellationToken.None);
        return input + " done";
    }
}
