using System.Net.Sockets;
using System.Text.Json;
using Signalbox.Embedded.Host.Ownership;

namespace Signalbox.Embedded.Host.Sockets;

/// <summary>A client's connection to the owner.</summary>
internal sealed class OwnerConnection : IAsyncDisposable
{
    private readonly JsonLines lines;

    private OwnerConnection(JsonLines lines) => this.lines = lines;

    /// <summary>Connects and waits until the owner can act; null when nobody listens, or who does ends or says no word in time.</summary>
    /// <param name="directory">Whose owner.</param>
    /// <param name="silence">How long to wait for the first word.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="HostException">The owner speaks another version's words.</exception>
    public static async Task<OwnerConnection?> TryOpenAsync(
        DataDirectory directory, TimeSpan silence, TimeProvider time, CancellationToken cancellationToken)
    {
        var path = OwnerNote.Read(directory)?.Socket ?? directory.Socket;
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken);
        }
        catch (Exception error) when (error is SocketException or OperationCanceledException or ArgumentException)
        {
            socket.Dispose(); // the last of the three: a path that no socket can have
            cancellationToken.ThrowIfCancellationRequested();
            return null;
        }

        var stream = new JsonLines(new NetworkStream(socket, ownsSocket: true));
        var opened = false;
        try
        {
            opened = await GreetedAsync(stream, directory, silence, time, cancellationToken);
            return opened ? new(stream) : null;
        }
        catch (Exception error) when (error is IOException or JsonException or LineTooLongException)
        {
            return null;
        }
        finally
        {
            if (!opened) await stream.DisposeAsync();
        }
    }

    /// <summary>One request; null when the owner ended before it answered.</summary>
    public async Task<OwnerReply?> AskAsync(OwnerRequest request, CancellationToken cancellationToken)
    {
        try
        {
            await lines.WriteAsync(request, OwnerJson.Default.OwnerRequest, cancellationToken);
            return await lines.ReadAsync(OwnerJson.Default.OwnerReply, cancellationToken);
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Returns when the owner has ended. Not together with <see cref="AskAsync"/>.</summary>
    public async Task EndedAsync(CancellationToken cancellationToken)
    {
        try
        {
            await lines.ReadAsync(OwnerJson.Default.OwnerReply, cancellationToken); // it says nothing unasked, so what comes is the end
        }
        catch (Exception error) when (error is IOException or JsonException or LineTooLongException)
        {
            // An end, too.
        }
    }

    public ValueTask DisposeAsync() => lines.DisposeAsync();

    private static async Task<bool> GreetedAsync(
        JsonLines stream, DataDirectory directory, TimeSpan silence, TimeProvider time, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(silence, time);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        OwnerHello? hello;
        try
        {
            hello = await stream.ReadAsync(OwnerJson.Default.OwnerHello, patience.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }

        if (hello is { Protocol: not OwnerHello.CurrentProtocol })
        {
            throw new HostException(
                $"Another version of Signalbox (process {hello.Pid}) owns the data directory '{directory.Path}'. "
                + "Use that version, end it, or name another directory with --data.");
        }

        // Opening may take as long as it takes: unfinished builds are being resumed.
        while (hello is { Ready: false }) hello = await stream.ReadAsync(OwnerJson.Default.OwnerHello, cancellationToken);
        return hello is not null;
    }
}
