using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Signalbox.GitHub.Api.Requests;

/// <summary>Calls in the name of one owner and at one priority, with typed bodies and answers.</summary>
internal sealed class ApiCaller(ApiSender sender, ICredential credential, Priority priority)
{
    /// <summary>What GitHub gives at most in one page.</summary>
    public const int PageSize = 100;

    public async Task<Answer<T>> GetAsync<T>(FormattableString path, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : notnull => await SendAsync(new(HttpMethod.Get, ApiPath.Of(path), CallKind.Read), type, cancellationToken);

    /// <summary>Bytes as they are stored.</summary>
    public async Task<Answer<ReadOnlyMemory<byte>>> GetRawAsync(FormattableString path, CancellationToken cancellationToken)
    {
        var call = new ApiCall(HttpMethod.Get, ApiPath.Of(path), CallKind.Read) { Accept = "application/vnd.github.raw+json" };
        return (await sender.SendAsync(call, credential, priority, cancellationToken)).Map(reply => reply.Body);
    }

    /// <summary>All items of a paged list, following GitHub's own links.</summary>
    /// <param name="path">The first page.</param>
    /// <param name="type">The shape of a page.</param>
    /// <param name="items">The items of a page.</param>
    /// <param name="more">Whether to read on after the items so far.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<Answer<IReadOnlyList<T>>> ListAsync<TPage, T>(
        FormattableString path,
        JsonTypeInfo<TPage> type,
        Func<TPage, IReadOnlyList<T>> items,
        Func<IReadOnlyList<T>, bool>? more,
        CancellationToken cancellationToken)
        where TPage : notnull
    {
        var all = new List<T>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var next = ApiPath.Of(path); ;)
        {
            var call = new ApiCall(HttpMethod.Get, next, CallKind.Read);
            // A list that leads back into itself would never end.
            if (!seen.Add(next)) return new Answer<IReadOnlyList<T>>.Unavailable($"{call}: GitHub names a page again that was read already.");
            var answer = await sender.SendAsync(call, credential, priority, cancellationToken);
            var page = Read(call, answer, type);
            if (!page.IsOk(out var value)) return page.Map<IReadOnlyList<T>>(_ => all);
            all.AddRange(items(value));
            if (answer.Required().Next is not { } link || more?.Invoke(all) == false) return new Answer<IReadOnlyList<T>>.Ok(all);
            if (sender.PathOf(link) is not { } following)
                return new Answer<IReadOnlyList<T>>.Unavailable($"{call}: the next page is not below GitHub__ApiUrl; check that setting.");
            next = following;
        }
    }

    /// <summary>A write whose answer says nothing more than that it worked.</summary>
    public async Task<Answer<Done>> WriteAsync(ApiCall call, CancellationToken cancellationToken) =>
        (await sender.SendAsync(call, credential, priority, cancellationToken)).Map(_ => default(Done));

    public async Task<Answer<T>> SendAsync<T>(ApiCall call, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : notnull => Read(call, await sender.SendAsync(call, credential, priority, cancellationToken), type);

    /// <summary>The reply itself, for a call whose status says more than success.</summary>
    public Task<Answer<ApiReply>> SendAsync(ApiCall call, CancellationToken cancellationToken) =>
        sender.SendAsync(call, credential, priority, cancellationToken);

    /// <summary>The value of a reply.</summary>
    public static Answer<T> Read<T>(ApiCall call, Answer<ApiReply> answer, JsonTypeInfo<T> type)
        where T : notnull
    {
        if (!answer.IsOk(out var reply)) return answer.Map<T>(_ => throw new InvalidOperationException("No value, and no trouble."));
        try
        {
            if (JsonSerializer.Deserialize(reply.Body.Span, type) is { } value) return new Answer<T>.Ok(value);
        }
        catch (JsonException e)
        {
            return Misread<T>(call, $" at {e.Path}");
        }

        return Misread<T>(call, "");
    }

    // A proxy's page, or a GitHub of another version. A write has happened all the same, and what it made is not known.
    private static Answer<T> Misread<T>(ApiCall call, string where)
    {
        var message = $"{call}: the answer{where} is not what GitHub's API says.";
        return call.Kind == CallKind.Read ? new Answer<T>.Unavailable(message) : new Answer<T>.Uncertain(message);
    }
}
