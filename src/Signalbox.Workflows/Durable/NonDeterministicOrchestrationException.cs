namespace Signalbox.Workflows.Durable;

/// <summary>
/// An orchestrator's code did not repeat what its history shows, or waited for something that is not its context's. Its instance fails
/// with this. It takes the name of the Durable Task SDK's exception.
/// </summary>
public sealed class NonDeterministicOrchestrationException(string message) : Exception(message);
