namespace Signalbox.Workflows.Durable;

/// <summary>
/// Tries a durable call again as <see cref="RetryOptions"/> says, with durable timers: the Durable Task SDK's rule, written on the port.
/// </summary>
public static class RetryLoop
{
    /// <summary>Runs the call until it succeeds or no retry is left.</summary>
    /// <exception cref="WorkflowTaskFailedException">The last failure.</exception>
    public static async Task<T> RunAsync<T>(IOrchestrationContext context, RetryOptions retry, Func<Task<T>> call)
    {
        var first = context.CurrentUtcDateTime;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await call();
            }
            catch (WorkflowTaskFailedException) when (attempt < retry.MaxAttempts && InTime())
            {
                await context.CreateTimer(context.CurrentUtcDateTime + Pause(retry, attempt), CancellationToken.None);
            }
        }

        bool InTime() => retry.Timeout == Timeout.InfiniteTimeSpan || context.CurrentUtcDateTime - first < retry.Timeout;
    }

    private static TimeSpan Pause(RetryOptions retry, int failedAttempts)
    {
        var pause = retry.FirstInterval.TotalMilliseconds * Math.Pow(retry.BackoffCoefficient, failedAttempts - 1);
        return pause < retry.MaxInterval.TotalMilliseconds ? TimeSpan.FromMilliseconds(pause) : retry.MaxInterval;
    }
}
