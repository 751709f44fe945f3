namespace Signalbox.Core.Results;

/// <summary>
/// The path of a kept file: relative, `/` between its parts, no part empty, `.` or `..`, no backslash or control character, at most
/// <see cref="MaxLength"/> characters (a blob's name has room for 1,024 with its prefix). Every store checks it, so that no path that a
/// build wrote leaves the attempt's place.
/// </summary>
public static class ResultPath
{
    /// <summary>In characters.</summary>
    public const int MaxLength = 900;

    /// <summary>Whether a store keeps a file of this path.</summary>
    public static bool IsRight(string path) =>
        path is { Length: > 0 and <= MaxLength }
        && !path.Any(c => c == '\\' || char.IsControl(c))
        && path.Split('/').All(part => part is not ("" or "." or ".."));

    /// <summary>Passes a right path on.</summary>
    /// <exception cref="ArgumentException">The path is absolute, leaves its place, or has a character that is not allowed.</exception>
    public static string Check(string path) => IsRight(path)
        ? path
        : throw new ArgumentException(
            $"'{path}' is not the path of a result: expected a relative path with '/', without '..', of at most {MaxLength} characters.",
            nameof(path));
}
