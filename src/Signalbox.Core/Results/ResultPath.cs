using System.Text;

namespace Signalbox.Core.Results;

/// <summary>
/// The path of a kept file: relative, `/` between its parts, no part empty, `.` or `..`, no backslash or control character, at most
/// <see cref="MaxLength"/> bytes of UTF-8 (a blob's name has room for 1,024 characters with its prefix, a file's path for 4,096 bytes). Every store checks it, so that no path that a
/// build wrote leaves the attempt's place.
/// </summary>
public static class ResultPath
{
    /// <summary>In bytes of UTF-8.</summary>
    public const int MaxLength = 900;

    /// <summary>Whether a store keeps a file of this path.</summary>
    public static bool IsRight(string path) =>
        path.Length > 0 && Encoding.UTF8.GetByteCount(path) <= MaxLength
        && !path.Any(c => c == '\\' || char.IsControl(c))
        && path.Split('/').All(part => part is not ("" or "." or ".."));

    /// <summary>Passes a right path on.</summary>
    /// <exception cref="ArgumentException">The path is absolute, leaves its place, or has a character that is not allowed.</exception>
    public static string Check(string path) => IsRight(path)
        ? path
        : throw new ArgumentException(
            $"'{path}' is not the path of a result: expected a relative path with '/', without '..', of at most {MaxLength} bytes.",
            nameof(path));
}
