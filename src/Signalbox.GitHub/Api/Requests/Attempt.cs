using Polly;
using Polly.Retry;
using Signalbox.GitHub.Api.Limits;

namespace Signalbox.GitHub.Api.Requests;

/// <summary>One attempt at a call.</summary>
/// <param name="Answer">What it comes to if it was the last.</param>
/// <param name="Again">Whether another attempt is safe and may end better.</param>
internal sealed record Attempt(Answer<ApiReply> Answer, bool Again = false)
{
    /// <summary>How long GitHub asks to wait; null for our own pace.</summary>
    public TimeSpan? Pause { get; init; }
}

/// <summary>How attempts are repeated: the pause doubles, with jitter, so that what failed together does not return together.</summary>
internal static class AttemptRetries
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    public static ResiliencePipeline<Attempt> Of(ApiPacing pacing, TimeProvider time, int seed)
    {
        var chance = new Random(seed);
        var gate = new Lock();
        return new ResiliencePipelineBuilder<Attempt> { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions<Attempt>
            {
                MaxRetryAttempts = pacing.Retries,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = pacing.RetryDelay,
                MaxDelay = LongestPause,
                Randomizer = Next,
                ShouldHandle = failed => ValueTask.FromResult(failed.Outcome.Result is { Again: true, Pause: var pause } && !(pause > LongestPause)),
                DelayGenerator = failed => ValueTask.FromResult(failed.Outcome.Result?.Pause),
            })
            .Build();

        double Next()
        {
            lock (gate) return chance.NextDouble();
        }
    }
}
