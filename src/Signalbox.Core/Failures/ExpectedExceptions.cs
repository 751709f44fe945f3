namespace Signalbox.Core.Failures;

/// <summary>A provider refuses a request that can never work (P2). Never retried; the message is for the author of the configuration.</summary>
public sealed class InvalidRequestException(string message) : Exception(message);

/// <summary>A provider does not know a build that it is asked about.</summary>
public sealed class BuildNotFoundException(string providerBuild)
    : Exception($"The provider does not know the build '{providerBuild}'.");

/// <summary>The event log could not be written or read; the transition that needed it did not happen (B6).</summary>
public sealed class EventLogException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>Trouble between orchestration instances (B6).</summary>
public sealed class CoordinationException(string message, Exception? inner = null) : Exception(message, inner);
