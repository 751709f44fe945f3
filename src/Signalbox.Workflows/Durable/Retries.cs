namespace Signalbox.Workflows.Durable;

/// <summary>How our activities are retried.</summary>
public static class Retries
{
    /// <summary>For activities that talk to stores and forges: ten tries over some minutes.</summary>
    public static RetryOptions Infrastructure { get; } =
        new(10, TimeSpan.FromSeconds(1), backoffCoefficient: 2, maxInterval: TimeSpan.FromMinutes(1));
}
