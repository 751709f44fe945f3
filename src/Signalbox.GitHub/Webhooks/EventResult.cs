namespace Signalbox.GitHub.Webhooks;

/// <summary>What came of reading a delivery's body.</summary>
public abstract record EventResult
{
    private EventResult()
    {
    }

    /// <summary>It says this.</summary>
    public sealed record Understood(GitHubEvent Event) : EventResult;

    /// <summary>It is no JSON, or not what GitHub documents for the event.</summary>
    /// <param name="Reason">What is wrong and where in the body, as a sentence.</param>
    public sealed record Malformed(string Reason) : EventResult;
}
