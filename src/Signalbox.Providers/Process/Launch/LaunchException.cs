namespace Signalbox.Providers.Process.Launch;

/// <summary>The operating system did not start the process; the message says what was to be started, where, and what the system says.</summary>
internal sealed class LaunchException(string message, bool isTasksFault = false, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The task itself asks for too much: its script and environment together are too long.</summary>
    public bool IsTasksFault => isTasksFault;
}
