namespace Signalbox.GitHub.Api;

/// <summary>Who waits for a call. An installation's limits are shared; what somebody waits for goes first.</summary>
public enum Priority
{
    /// <summary>A person or a landing waits for it.</summary>
    Foreground,

    /// <summary>Sweeps, progress, repairs: yields, and leaves a part of every limit to the foreground.</summary>
    Background,
}
