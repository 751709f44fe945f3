using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text.Json;
using Signalbox.Workflows.Builds;

namespace Signalbox.Embedded.Host.Sockets;

/// <summary>
/// The owner's side of the socket. A connection stays open as long as its peer likes: its end is how the peer hears, at once, that the
/// owner has ended, so connections are closed only after the lock was given back.
/// </summary>
internal sealed class OwnerServer : IAsyncDisposable
{
    /// <summary>After an accept that failed: without file handles the next one would fail as fast, over and over.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly Socket listener;
    private readonly Task<IBuilds> builds;
    private readonly TimeProvider time;
    private readonly CancellationTokenSource refusing = new();
    private readonly CancellationTokenSource closed = new();
    private readonly ConcurrentDictionary<Task, bool> connections = [];
    private readonly Task accepting;

    /// <summary>Starts to serve.</summary>
    /// <param name="listener">Bound and listening; from here on the server's.</param>
    /// <param name="builds">Completes when the owner can act.</param>
    /// <param name="time">The clock.</param>
    public OwnerServer(Socket listener, Task<IBuilds> builds, TimeProvider time)
    {
        (this.listener, this.builds, this.time) = (listener, builds, time);
        accepting = AcceptAsync();
    }

    /// <summary>Completes when everybody who is connected now has left; who comes later is not waited for.</summary>
    public Task PeersLeftAsync() => Task.WhenAll(connections.Keys);

    /// <summary>From here on requests, also those under way, are answered with <see cref="OwnerErrorKind.Closing"/>.</summary>
    public Task RefuseAsync() => refusing.CancelAsync();

    /// <summary>Nobody new can connect.</summary>
    public void StopListening() => listener.Dispose();

    public async ValueTask DisposeAsync()
    {
        listener.Dispose();
        await refusing.CancelAsync();
        await closed.CancelAsync();
        await accepting;
        await Task.WhenAll(connections.Keys);
        refusing.Dispose();
        closed.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            try
            {
                var socket = await listener.AcceptAsync();
                var serving = ServeAsync(socket);
                connections.TryAdd(serving, true);
                _ = serving.ContinueWith(ended => connections.TryRemove(ended, out _), TaskScheduler.Default);
            }
            catch (SocketException) when (!closed.IsCancellationRequested && !refusing.IsCancellationRequested)
            {
                // A peer that left before it was accepted, or a moment without file handles: the others must still be served.
                await Task.Delay(Pause, time, closed.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (Exception error) when (error is SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        await Task.Yield();
        await using var lines = new JsonLines(new NetworkStream(socket, ownsSocket: true));
        try
        {
            var hello = new OwnerHello(OwnerHello.CurrentProtocol, Environment.ProcessId);
            await lines.WriteAsync(hello, OwnerJson.Default.OwnerHello, closed.Token);
            var target = await builds.WaitAsync(closed.Token);
            await lines.WriteAsync(hello with { Ready = true }, OwnerJson.Default.OwnerHello, closed.Token);
            while (await NextAsync(lines, target) is { } reply)
            {
                await lines.WriteAsync(reply, OwnerJson.Default.OwnerReply, closed.Token);
                if (reply.Error?.Kind == OwnerErrorKind.TooLarge) return;
            }
        }
#pragma warning disable CA1031 // Whatever ends one connection, also an owner that could not open, is no business of the others.
        catch (Exception)
#pragma warning restore CA1031
        {
        }
    }

    private async Task<OwnerReply?> NextAsync(JsonLines lines, IBuilds target)
    {
        try
        {
            var request = await lines.ReadAsync(OwnerJson.Default.OwnerRequest, closed.Token);
            return request is null ? null : await OwnerDispatch.AnswerAsync(target, request, refusing.Token);
        }
        catch (JsonException error)
        {
            return new(Error: new(OwnerErrorKind.Malformed, $"The request cannot be read: {error.Message} Send one JSON object a line."));
        }
        catch (LineTooLongException error)
        {
            return new(Error: new(OwnerErrorKind.TooLarge, error.Message));
        }
    }
}
