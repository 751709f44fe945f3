using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Signalbox.Core.Builds;
using Signalbox.Embedded.Host.Sockets;
using Signalbox.Testing.Clocks;
using Signalbox.Workflows.Builds;
using Xunit;

namespace Signalbox.Workflows.Tests.Host;

public sealed class OwnerSocketTests
{
    [Theory]
    [InlineData("garbage")]
    [InlineData("{\"verb\":\"start\",\"build\":\"b-1\"}")]
    [InlineData("{\"verb\":\"start\",\"build\":\"../../etc\",\"request\":{}}")]
    [InlineData("{\"verb\":\"explode\",\"build\":\"b-1\"}")]
    [InlineData("[[[[]]]]")]
    [InlineData("null")]
    [InlineData("")]
    public async Task A_request_that_is_none_gets_an_error_and_the_connection_serves_the_next(string line)
    {
        await using var scene = new HostScene();
        await scene.OpenAsync();
        using var peer = await Peer.ConnectAsync(scene);

        await peer.SendAsync(line + "\n");
        Assert.Contains("\"kind\":\"Malformed\"", await peer.ReceiveAsync(), StringComparison.Ordinal);
        await peer.SendAsync("{\"verb\":\"cancel\",\"build\":\"b-1\",\"by\":\"ada\"}\n");
        Assert.Contains("\"acted\"", await peer.ReceiveAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_without_end_is_cut_off_and_others_are_served_meanwhile()
    {
        await using var scene = new HostScene();
        await scene.OpenAsync();
        using var peer = await Peer.ConnectAsync(scene);
        var client = await scene.OpenAsync();

        await peer.SendAsync(new string('x', JsonLines.LongestLine + 2));
        Assert.Contains("\"kind\":\"TooLarge\"", await peer.ReceiveAsync(), StringComparison.Ordinal);
        Assert.Null(await peer.ReceiveAsync());
        var started = await client.Builds.StartAsync(HostScene.Id(), HostScene.Request(), CancellationToken.None);
        Assert.Equal(CreateOutcome.Created, started.Outcome);
    }

    [Fact]
    public async Task Noise_from_many_peers_that_hang_up_harms_nobody()
    {
        await using var scene = new HostScene();
        await scene.OpenAsync();
        await Task.WhenAll(Enumerable.Range(0, 50).Select(async _ =>
        {
            using var peer = await Peer.ConnectAsync(scene);
            await peer.SendAsync(Convert.ToBase64String(RandomNumberGenerator.GetBytes(2000)) + "\n" + "{\"verb\":");
        }));

        var client = await scene.OpenAsync();
        var started = await client.Builds.StartAsync(HostScene.Id(), HostScene.Request(), CancellationToken.None);
        Assert.Equal(CreateOutcome.Created, started.Outcome);
    }

    [Fact]
    public async Task A_listener_that_cannot_accept_is_asked_again_after_a_pause_and_not_in_a_circle()
    {
        if (!OperatingSystem.IsLinux()) return; // elsewhere a listener that was shut down goes on listening
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        listener.Shutdown(SocketShutdown.Both); // from here on an accept fails at once
        var clock = new ManualClock();
        var pauses = 0;
        using var paused = new SemaphoreSlim(0);
        clock.TimerSet = _ =>
        {
            Interlocked.Increment(ref pauses);
            paused.Release();
        };

        await using (new OwnerServer(listener, new TaskCompletionSource<IBuilds>().Task, clock))
        {
            for (var asked = 1; asked <= 3; asked++)
            {
                Assert.True(await paused.WaitAsync(HostScene.Soon));
                Assert.Equal(asked, pauses);
                clock.Advance(clock.NextTimer!.Value - clock.GetUtcNow());
            }
        }
    }

    private sealed class Peer(StreamReader reader, NetworkStream stream) : IDisposable
    {
        public static async Task<Peer> ConnectAsync(HostScene scene)
        {
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(scene.Data.Socket));
            var stream = new NetworkStream(socket, ownsSocket: true);
            var peer = new Peer(new(stream, Encoding.UTF8), stream);
            Assert.Contains("\"ready\":false", await peer.ReceiveAsync(), StringComparison.Ordinal);
            Assert.Contains("\"ready\":true", await peer.ReceiveAsync(), StringComparison.Ordinal);
            return peer;
        }

        public Task SendAsync(string text) => stream.WriteAsync(Encoding.UTF8.GetBytes(text)).AsTask().WaitAsync(HostScene.Soon);

        public Task<string?> ReceiveAsync() => reader.ReadLineAsync().WaitAsync(HostScene.Soon);

        public void Dispose() => reader.Dispose();
    }
}
