namespace Signalbox.GitHub.Api.Requests;

/// <summary>What came of one request on the wire.</summary>
internal abstract record Exchange
{
    private Exchange()
    {
    }

    /// <summary>An answer, whatever its status.</summary>
    public sealed record Replied(ApiReply Reply) : Exchange;

    /// <summary>There was no connection: GitHub has not seen the request.</summary>
    public sealed record NotSent(string Problem) : Exchange;

    /// <summary>The connection or the time ended before the answer: GitHub may have done it.</summary>
    public sealed record Broken(string Problem) : Exchange;
}
