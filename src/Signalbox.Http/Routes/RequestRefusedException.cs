using Signalbox.Http.Problems;

namespace Signalbox.Http.Routes;

/// <summary>
/// A request is wrong in what it says. Reading stops at the first wrong thing, so this is thrown where it is read and becomes the answer
/// in one place; it leaves no handler.
/// </summary>
public sealed class RequestRefusedException(Problem problem) : Exception(problem.Detail)
{
    /// <summary>The answer.</summary>
    public Problem Problem { get; } = problem;
}
