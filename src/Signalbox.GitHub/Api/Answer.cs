using System.Diagnostics.CodeAnalysis;
using System.Net;
using Signalbox.Core.Forges;

namespace Signalbox.GitHub.Api;

/// <summary>
/// What came of a call. Everything that GitHub or the network may do is one of these; a call throws for its cancellation and for
/// mistakes of ours, and for nothing else.
/// </summary>
public abstract record Answer<T>
{
    private Answer()
    {
    }

    /// <summary>It worked.</summary>
    /// <param name="Value">What GitHub answered.</param>
    public sealed record Ok(T Value) : Answer<T>;

    /// <summary>What was asked for is not there, or we may not see it: GitHub answers 404 for both.</summary>
    /// <param name="Message">The call and GitHub's words.</param>
    public sealed record Missing(string Message) : Answer<T>;

    /// <summary>GitHub said no, and asking again alike will not help.</summary>
    /// <param name="Status">403 not permitted, 409 conflict, 422 not valid in this state, …</param>
    /// <param name="Message">The call and GitHub's words.</param>
    public sealed record Refused(HttpStatusCode Status, string Message) : Answer<T>;

    /// <summary>Nothing has happened, and it may work later: GitHub is not reached, is in trouble, or limits us.</summary>
    /// <param name="Message">The call and what is wrong.</param>
    /// <param name="RetryAt">When it makes sense to ask again, where that is known.</param>
    /// <param name="RateLimited">It is a limit of GitHub's (reason `rate_limited`), not trouble (`forge_unavailable`).</param>
    public sealed record Unavailable(string Message, DateTimeOffset? RetryAt = null, bool RateLimited = false) : Answer<T>;

    /// <summary>A write was sent and nobody knows whether it happened: read before writing again.</summary>
    /// <param name="Message">The call and what is wrong.</param>
    public sealed record Uncertain(string Message) : Answer<T>;

    /// <summary>The value, if it worked.</summary>
    public bool IsOk([MaybeNullWhen(false)] out T value)
    {
        value = this is Ok ok ? ok.Value : default;
        return this is Ok;
    }

    /// <summary>The value, for a caller that has no use for the other answers.</summary>
    /// <exception cref="ForgeException">It did not work; with the answer's message.</exception>
    public T Required() => this is Ok ok ? ok.Value : throw new ForgeException(Trouble!);

    /// <summary>The value, null where it is missing.</summary>
    /// <exception cref="ForgeException">Anything else; with the answer's message.</exception>
    public T? OrMissing() => this is Missing ? default : Required();

    /// <summary>Why it did not work, for people; null when it did.</summary>
    public string? Trouble => this switch
    {
        Missing missing => missing.Message,
        Refused refused => refused.Message,
        Unavailable unavailable => unavailable.Message,
        Uncertain uncertain => uncertain.Message,
        _ => null,
    };

    /// <summary>The same answer with another value.</summary>
    public Answer<TOther> Map<TOther>(Func<T, TOther> map) => this switch
    {
        Ok ok => new Answer<TOther>.Ok(map(ok.Value)),
        Missing missing => new Answer<TOther>.Missing(missing.Message),
        Refused refused => new Answer<TOther>.Refused(refused.Status, refused.Message),
        Unavailable unavailable => new Answer<TOther>.Unavailable(unavailable.Message, unavailable.RetryAt, unavailable.RateLimited),
        Uncertain uncertain => new Answer<TOther>.Uncertain(uncertain.Message),
        _ => throw new InvalidOperationException($"{GetType()} is no answer."),
    };
}
