using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using Microsoft.Extensions.Logging;
using Polly;
using Signalbox.GitHub.Api.Limits;

namespace Signalbox.GitHub.Api.Requests;

/// <summary>
/// Sends calls by the rules: authorised, in their turn, conditionally where an answer is known, and repeated where that is safe. Safe to
/// call concurrently.
/// </summary>
internal sealed partial class ApiSender(Exchanger exchanger, EntityTags tags, ApiPacing pacing, TimeProvider time, int seed, ILogger logger)
{
    private const int MostLimits = 3;

    private readonly ConcurrentDictionary<string, Budget> budgets = new(StringComparer.Ordinal);
    private readonly ResiliencePipeline<Attempt> retries = AttemptRetries.Of(pacing, time, seed);

    /// <summary>Sends a call until it is answered or no repetition is left.</summary>
    public async Task<Answer<ApiReply>> SendAsync(ApiCall call, ICredential credential, Priority priority, CancellationToken cancellationToken) =>
        (await retries.ExecuteAsync(
            async (state, token) => await state.Sender.AttemptAsync(state.Call, state.Credential, state.Priority, token),
            (Sender: this, Call: call, Credential: credential, Priority: priority),
            cancellationToken)).Answer;

    /// <summary>The path of an address that GitHub gave us; null when it is not an address of its API.</summary>
    public string? PathOf(string address) => exchanger.PathOf(address);

    // A limit and an outdated token say that nothing has happened: any call may be sent again.
    private async Task<Attempt> AttemptAsync(ApiCall call, ICredential credential, Priority priority, CancellationToken cancellationToken)
    {
        var budget = budgets.GetOrAdd(credential.Owner, _ => new(pacing, time));
        var cost = CallCost.Of(call);
        var renewed = false;
        for (var limits = 0; ;)
        {
            var authorised = await credential.TokenAsync(cancellationToken);
            if (!authorised.IsOk(out var token)) return new(authorised.Map<ApiReply>(_ => throw new InvalidOperationException("No token, and no trouble.")));
            var turn = await budget.EnterAsync(cost, priority, cancellationToken);
            if (turn is not Turn.Given given) return Limited(call, ((Turn.TooLong)turn).Until);
            ApiReply reply;
            using (given)
            {
                var known = call.Kind == CallKind.Read && !call.IsGraphQL ? new EntityTags.Key(credential.Owner, call.Accept, exchanger.AddressOf(call).AbsoluteUri) : null;
                var kept = known is null ? null : tags.Find(known);
                var exchange = await exchanger.ExchangeAsync(call, token, kept?.Tag, cancellationToken);
                if (exchange is not Exchange.Replied replied) return Lost(call, exchange);
                reply = replied.Reply;
                Log.Replied(logger, call, (int)reply.Status);
                if (budget.Observe(reply, cost) is { } until)
                {
                    Log.Limited(logger, call, credential.Owner, until);
                    if (++limits >= MostLimits) return Limited(call, until);
                    continue;
                }

                if (reply.Status == HttpStatusCode.NotModified && kept is not null) return new(new Answer<ApiReply>.Ok(kept.Reply));
                if (known is not null) tags.Keep(known, reply);
            }

            if (reply.Status == HttpStatusCode.Unauthorized && !renewed && credential.Renew(token))
            {
                renewed = true;
                continue;
            }

            return Answered(call, reply);
        }
    }

    private Attempt Answered(ApiCall call, ApiReply reply)
    {
        if (reply.Status is >= HttpStatusCode.OK and < HttpStatusCode.MultipleChoices) return new(new Answer<ApiReply>.Ok(reply));
        var message = string.Create(CultureInfo.InvariantCulture, $"{call}: GitHub answered {(int)reply.Status} {ErrorText.Of(reply.Body)}").TrimEnd() + Clocks(reply);
        return reply.Status switch
        {
            HttpStatusCode.NotFound or HttpStatusCode.Gone => new(new Answer<ApiReply>.Missing(message)),
            >= HttpStatusCode.InternalServerError or HttpStatusCode.RequestTimeout =>
                Unknown(call, message) with { Pause = LimitHeaders.RetryAfter(reply.Headers, time.GetUtcNow()) },
            >= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest => new(new Answer<ApiReply>.Refused(
                reply.Status, $"{message} It points to another address, to which no token is sent; check GitHub__ApiUrl.")),
            _ => new(new Answer<ApiReply>.Refused(reply.Status, message)),
        };
    }

    private static Attempt Lost(ApiCall call, Exchange exchange) => exchange switch
    {
        Exchange.NotSent none => new(new Answer<ApiReply>.Unavailable($"{call}: GitHub cannot be reached: {ErrorText.Clean(none.Problem)}"), Again: true),
        Exchange.Broken broken => Unknown(call, $"{call}: {ErrorText.Clean(broken.Problem)}"),
        _ => throw new InvalidOperationException($"{exchange.GetType()} is no loss."),
    };

    private static Attempt Unknown(ApiCall call, string message) => call.Kind == CallKind.Read
        ? new(new Answer<ApiReply>.Unavailable(message), Again: true)
        : new(new Answer<ApiReply>.Uncertain(message), Again: call.Kind == CallKind.Repeatable);

    private static Attempt Limited(ApiCall call, DateTimeOffset until) =>
        new(new Answer<ApiReply>.Unavailable(string.Create(CultureInfo.InvariantCulture, $"{call}: GitHub's limits are used up until {until:u}."), until, RateLimited: true));

    // The usual reason for a refused App token; GitHub's own words do not say which of the two clocks is wrong.
    private string Clocks(ApiReply reply) =>
        reply.Status == HttpStatusCode.Unauthorized && reply.Headers.Date is { } theirs && time.GetUtcNow() - theirs is var ahead
            && ahead.Duration() > TimeSpan.FromSeconds(30)
            ? string.Create(CultureInfo.InvariantCulture, $" (this machine's clock is {ahead.Duration().TotalSeconds:0} s {(ahead > TimeSpan.Zero ? "ahead of" : "behind")} GitHub's)")
            : "";

    private static partial class Log
    {
        [LoggerMessage(3101, LogLevel.Debug, "{Call}: {Status}")]
        public static partial void Replied(ILogger logger, ApiCall call, int status);

        [LoggerMessage(3102, LogLevel.Warning, "{Call}: GitHub limits {Owner} until {Until}")]
        public static partial void Limited(ILogger logger, ApiCall call, string owner, DateTimeOffset until);
    }
}
