namespace Signalbox.Cli.Remote;

/// <summary>A service cannot be used. The message is for the user.</summary>
/// <param name="message">What, where, and what would be right.</param>
/// <param name="usage">The user can put it right: a wrong address or token.</param>
/// <param name="inner">What it was.</param>
internal sealed class ServiceException(string message, bool usage = false, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The user can put it right.</summary>
    public bool IsUsage { get; } = usage;
}
