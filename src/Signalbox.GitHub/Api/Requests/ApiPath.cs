using System.Globalization;
using Signalbox.Core.Changes;

namespace Signalbox.GitHub.Api.Requests;

/// <summary>
/// Paths in which every hole is escaped as one segment (a slash in a ref or a file's path becomes `%2F`, which GitHub takes), so that no
/// name leaves its place. A repository's name fills two.
/// </summary>
internal static class ApiPath
{
    /// <summary>Fills the holes.</summary>
    /// <exception cref="ArgumentException">A hole is empty, `.` or `..`: addresses resolve these even when they are escaped.</exception>
    public static string Of(FormattableString path) =>
        string.Format(CultureInfo.InvariantCulture, path.Format, [.. path.GetArguments().Select(Escaped)]);

    private static string Escaped(object? value) => value is RepositoryName name
        ? $"{Segment(name.Owner)}/{Segment(name.Name)}"
        : Segment(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "");

    private static string Segment(string text) => text is "" or "." or ".."
        ? throw new ArgumentException($"'{text}' cannot stand in a path of GitHub's API.", nameof(text))
        : Uri.EscapeDataString(text);
}
