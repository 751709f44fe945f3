using System.Net.Sockets;

namespace Signalbox.Cli.Serving;

/// <summary>
/// Tells systemd how the service does (sd_notify(3)): one datagram to the socket that `NOTIFY_SOCKET` names. Where there is none, or it
/// does not listen, nobody wants to know.
/// </summary>
internal sealed class ServiceNotice(Func<string, string?> variable)
{
    /// <summary>It can be used.</summary>
    public void Ready() => Send($"READY=1\nMAINPID={Environment.ProcessId}");

    /// <summary>It ends.</summary>
    public void Stopping() => Send("STOPPING=1");

    private void Send(string state)
    {
        if (variable("NOTIFY_SOCKET") is not { Length: > 1 } path || OperatingSystem.IsWindows()) return;
        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
            // `@` stands for the abstract namespace, whose names begin with a zero.
            socket.SendTo(System.Text.Encoding.UTF8.GetBytes(state), new UnixDomainSocketEndPoint(path[0] == '@' ? "\0" + path[1..] : path));
        }
        catch (SocketException)
        {
            // A service does its work whether or not somebody listens to what it says of itself.
        }
    }
}
