namespace Signalbox.Workflows.Durable;

/// <summary>An activity or child failed for good. Only these strings cross the boundary, as with the Durable Task SDK.</summary>
/// <param name="taskName">The activity or orchestrator.</param>
/// <param name="failure">What happened.</param>
public sealed class WorkflowTaskFailedException(string taskName, WorkflowFailure failure)
    : Exception($"{taskName} failed: {failure.Message}")
{
    /// <summary>The activity or orchestrator.</summary>
    public string TaskName { get; } = taskName;

    /// <summary>What happened.</summary>
    public WorkflowFailure Failure { get; } = failure;
}

/// <summary>A failure in words that can be stored.</summary>
/// <param name="ErrorType">The full name of the exception's type.</param>
/// <param name="Message">Its message; for instances it is shown to operators, so it carries no secrets.</param>
public sealed record WorkflowFailure(string ErrorType, string Message)
{
    /// <summary>The <see cref="ErrorType"/> of an instance that was terminated: there was no exception.</summary>
    public const string TerminatedType = "terminated";

    /// <summary>Whether the failure was exactly this exception.</summary>
    public bool IsCausedBy<TException>()
        where TException : Exception => ErrorType == typeof(TException).FullName;

    /// <summary>Takes an exception's type and message; of one that an activity threw, its own and not the wrapper's.</summary>
    public static WorkflowFailure From(Exception error) =>
        error is WorkflowTaskFailedException { Failure: var inner } ? inner : new(error.GetType().FullName!, error.Message);
}
