namespace Signalbox.Workflows.Durable;

/// <summary>How often a failed activity or child is tried again. The meaning of each is that of the Durable Task SDK's `RetryPolicy`.</summary>
public sealed record RetryOptions
{
    /// <summary>Makes options; wrong ones are refused here and not at the first failure.</summary>
    /// <param name="maxAttempts">How often in all, the first try included.</param>
    /// <param name="firstInterval">The pause before the second try.</param>
    /// <param name="backoffCoefficient">What each further pause is multiplied with, at least 1.</param>
    /// <param name="maxInterval">No pause is longer; absent: one hour.</param>
    /// <param name="timeout">A try that fails when this much has passed since the first is the last; absent: no limit.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value out of its range.</exception>
    public RetryOptions(
        int maxAttempts, TimeSpan firstInterval, double backoffCoefficient = 1, TimeSpan? maxInterval = null, TimeSpan? timeout = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxAttempts, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(firstInterval, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(backoffCoefficient, 1);
        (MaxAttempts, FirstInterval, BackoffCoefficient) = (maxAttempts, firstInterval, backoffCoefficient);
        MaxInterval = maxInterval ?? TimeSpan.FromHours(1);
        Timeout = timeout ?? System.Threading.Timeout.InfiniteTimeSpan;
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxInterval, firstInterval, nameof(maxInterval));
        if (timeout is { } limit) ArgumentOutOfRangeException.ThrowIfLessThan(limit, firstInterval, nameof(timeout));
    }

    /// <summary>How often in all, the first try included.</summary>
    public int MaxAttempts { get; }

    /// <summary>The pause before the second try.</summary>
    public TimeSpan FirstInterval { get; }

    /// <summary>What each further pause is multiplied with.</summary>
    public double BackoffCoefficient { get; }

    /// <summary>The longest pause.</summary>
    public TimeSpan MaxInterval { get; }

    /// <summary>A try that fails this long after the first began is the last; infinite by default.</summary>
    public TimeSpan Timeout { get; }
}
