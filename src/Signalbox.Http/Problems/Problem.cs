using Microsoft.AspNetCore.Http;
using Signalbox.Http.Json;

namespace Signalbox.Http.Problems;

/// <summary>A refusal as RFC 9457 has it: what is wrong, where, and what would be right.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">A word for programs, stable: `unknown_build`.</param>
/// <param name="Title">The kind of problem, the same for every one of its code.</param>
/// <param name="Detail">This one, for people.</param>
public sealed record Problem(int Status, string Code, string Title, string Detail)
{
    /// <summary>The parameter, JSON path or header that is wrong.</summary>
    public string? Where { get; init; }

    /// <summary>Headers that belong to the status: `Allow`, `WWW-Authenticate`, `Retry-After`.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The answer.</summary>
    public IResult ToResult() => new ProblemResult(this);

    private sealed class ProblemResult(Problem problem) : IResult, IStatusCodeHttpResult
    {
        public int? StatusCode => problem.Status;

        public Task ExecuteAsync(HttpContext httpContext)
        {
            var response = httpContext.Response;
            response.StatusCode = problem.Status;
            response.Headers.CacheControl = "no-store";
            foreach (var (name, value) in problem.Headers) response.Headers[name] = value;
            var body = new ProblemBody(
                $"urn:signalbox:problem:{problem.Code}", problem.Title, problem.Status, problem.Detail, problem.Code, problem.Where);
            return response.WriteAsJsonAsync(body, HttpJson.Shapes.ProblemBody, "application/problem+json", httpContext.RequestAborted);
        }
    }
}

/// <summary>A problem's JSON.</summary>
/// <param name="Type">A URN by the code.</param>
/// <param name="Title">The kind.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Detail">What is wrong, and what would be right.</param>
/// <param name="Code">For programs.</param>
/// <param name="Where">The parameter, JSON path or header that is wrong.</param>
public sealed record ProblemBody(string Type, string Title, int Status, string Detail, string Code, string? Where = null);
