namespace Signalbox.Workflows.Durable;

/// <summary>A call names an orchestrator or activity that this version does not have: the instance or the call fails with this.</summary>
/// <param name="kind">`orchestrator` or `activity`.</param>
/// <param name="name">What was asked for.</param>
public sealed class UnregisteredWorkflowException(string kind, string name)
    : Exception($"No {kind} '{name}' is registered in this version.");
