namespace Signalbox.Embedded.Host;

/// <summary>The data directory cannot be used together with whoever owns it. The message says what to do.</summary>
public sealed class HostException(string message, Exception? inner = null) : Exception(message, inner);
