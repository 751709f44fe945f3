using Signalbox.Testing.Clocks;
using Xunit;

namespace Signalbox.Contract.Tests.Suites;

/// <summary>
/// What the suites of all stores share: a store that can be closed and opened again over the same data, as after the end of its process,
/// and a clock. An adapter's suite inherits the port's and says how to open it.
/// </summary>
public abstract class StoreContract<TPort> : IContractOf<TPort>, IAsyncLifetime
    where TPort : class
{
    /// <summary>How many callers the tests of concurrency let loose.</summary>
    protected const int Callers = 100;

    /// <summary>What the store takes for the time.</summary>
    protected ManualClock Clock { get; } = new();

    /// <summary>The store as it is open now.</summary>
    protected TPort Store { get; private set; } = null!;

    /// <summary>Nobody here waits longer.</summary>
    protected static CancellationToken Soon => new CancellationTokenSource(TimeSpan.FromSeconds(30)).Token;

    public async Task InitializeAsync() => Store = await OpenAsync();

    public Task DisposeAsync() => DestroyAsync();

    /// <summary>Opens the store over this test's data.</summary>
    protected abstract Task<TPort> OpenAsync();

    /// <summary>Ends what is open and keeps the data.</summary>
    protected abstract Task CloseAsync();

    /// <summary>Ends what is open and deletes the data.</summary>
    protected abstract Task DestroyAsync();

    /// <summary>The process ends, another one begins.</summary>
    protected async Task ReopenAsync()
    {
        await CloseAsync();
        Store = await OpenAsync();
    }

    /// <summary>Lets many callers act at once and gives their answers.</summary>
    protected static Task<T[]> AtOnceAsync<T>(Func<int, Task<T>> act, int callers = Callers) =>
        Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(() => act(caller))));
}
