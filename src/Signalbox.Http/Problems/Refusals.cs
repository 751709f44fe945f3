using Signalbox.Core.Builds;

namespace Signalbox.Http.Problems;

/// <summary>The problems that there are, one place for their words.</summary>
public static class Refusals
{
    /// <summary>No route has this path.</summary>
    public static Problem UnknownRoute(string path) =>
        new(404, "unknown_route", "There is nothing at this address", $"Nothing answers at '{path}'. /api/openapi.json lists what does.");

    /// <summary>The path has routes, of other methods.</summary>
    public static Problem WrongMethod(string method, string allowed) =>
        new(405, "wrong_method", "The address does not take this method", $"{method} is not possible here; {allowed} is.")
        {
            Headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["Allow"] = allowed },
        };

    /// <summary>A part of the request cannot be read.</summary>
    public static Problem Malformed(string where, string detail) =>
        new(400, "malformed_request", "The request cannot be read", detail) { Where = where };

    /// <summary>The request can be read, and names something that is not there or makes no sense.</summary>
    public static Problem Unusable(string where, string detail) =>
        new(422, "unusable_request", "The request cannot be carried out as it is", detail) { Where = where };

    /// <summary>The body is not JSON.</summary>
    public static Problem ContentType(string? found) =>
        new(
            415, "wrong_content_type", "The body has the wrong type",
            $"The body is {(found is null ? "of no type" : $"'{found}'")}; expected application/json in UTF-8.")
        {
            Where = "Content-Type",
        };

    /// <summary>The body is too long.</summary>
    public static Problem TooLarge(long most) =>
        new(413, "body_too_large", "The body is too large", $"The body may have at most {most} bytes.");

    /// <summary>There is no such build, or it is none of the caller's.</summary>
    public static Problem UnknownBuild(BuildId id) => new(404, "unknown_build", "There is no such build", $"There is no build {id}.");

    /// <summary>Something below a build is missing.</summary>
    public static Problem NotFound(string detail) => new(404, "not_found", "There is no such thing", detail);

    /// <summary>It is not in a state for that.</summary>
    public static Problem Conflict(string detail) => new(409, "conflict", "It is not in a state for that", detail);

    /// <summary>Who calls is not known.</summary>
    public static Problem Unauthenticated(string detail) =>
        new(401, "unauthenticated", "The service does not know who asks", detail)
        {
            Headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
            {
                ["WWW-Authenticate"] = "Bearer realm=\"signalbox\"",
            },
        };

    /// <summary>Who calls is known, and may not.</summary>
    public static Problem Forbidden(string detail) => new(403, "forbidden", "This is not allowed", detail);

    /// <summary>Something that the service needs fails.</summary>
    public static Problem Unavailable(string detail) =>
        new(503, "unavailable", "The service cannot do this now", detail)
        {
            Headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["Retry-After"] = "5" },
        };

    /// <summary>The answer took too long.</summary>
    public static Problem TimedOut(TimeSpan limit) =>
        new(504, "timeout", "The answer took too long", $"There was no answer within {limit.TotalSeconds:0} s. Asking again does no harm.");

    /// <summary>A defect; what it is stands in the log.</summary>
    public static Problem Internal(string trace) =>
        new(500, "internal_error", "Something went wrong that should not", $"The service's log says what, under the trace {trace}.");
}
