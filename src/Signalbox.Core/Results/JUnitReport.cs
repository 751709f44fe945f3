using System.Collections.Immutable;

namespace Signalbox.Core.Results;

/// <summary>
/// What a JUnit XML file says. Counts are of elements: the attributes of suites are only a hint, and many writers get them wrong.
/// </summary>
/// <param name="Counts">Over all suites, nested ones too.</param>
/// <param name="Failures">Failed test cases in the order of the file, at most <see cref="MaxFailures"/>.</param>
public sealed record JUnitReport(ReportCounts Counts, ImmutableArray<JUnitFailure> Failures)
{
    /// <summary>Failures that are kept one by one; the counts have them all.</summary>
    public const int MaxFailures = 1000;

    /// <summary>A longer file is refused, in characters.</summary>
    public const long MaxLength = 64 * 1024 * 1024;

    /// <summary>Suites nested deeper are refused.</summary>
    public const int MaxDepth = 64;
}

/// <summary>A test case that failed or ended in an error.</summary>
/// <param name="Suite">The names of the suites around it, outermost first, joined with ` / `.</param>
/// <param name="Class">Its `classname`; may be empty.</param>
/// <param name="Name">Its name.</param>
/// <param name="Message">The message, or the first line of the text; at most 2,000 characters.</param>
/// <param name="File">Where it is, if the writer says so.</param>
/// <param name="Line">The line there.</param>
public sealed record JUnitFailure(string Suite, string Class, string Name, string Message, string? File, int? Line);
