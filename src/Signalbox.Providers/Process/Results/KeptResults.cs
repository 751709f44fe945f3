using System.Globalization;

namespace Signalbox.Providers.Process.Results;

/// <summary>Counts what is kept of a task against the limits, and what is not.</summary>
internal sealed class KeptResults(int maxFiles, long maxBytes)
{
    private int files;
    private long bytes;
    private int tooMuch;
    private int notFiles;
    private int secretNames;
    private int wrongNames;

    /// <summary>What was left out and why, for the log.</summary>
    public IEnumerable<string> Remarks
    {
        get
        {
            if (tooMuch > 0)
                yield return string.Create(CultureInfo.InvariantCulture, $"{tooMuch} files were not kept: a task keeps at most {maxFiles} files with {maxBytes} bytes together");
            if (notFiles > 0) yield return string.Create(CultureInfo.InvariantCulture, $"{notFiles} links or special files were not kept");
            if (wrongNames > 0)
                yield return string.Create(CultureInfo.InvariantCulture, $"{wrongNames} files were not kept: names with control characters or too long");
            if (secretNames > 0) yield return string.Create(CultureInfo.InvariantCulture, $"{secretNames} files were not kept: a secret is in the name");
        }
    }

    /// <summary>Counts a file out whose name no store takes.</summary>
    public void WrongName() => wrongNames++;

    /// <summary>Counts a file in if it fits; a smaller one may fit later.</summary>
    public bool HasRoomFor(long length)
    {
        if (files >= maxFiles || length > maxBytes - bytes)
        {
            tooMuch++;
            return false;
        }

        files++;
        bytes += length;
        return true;
    }

    public void NotAFile() => notFiles++;

    public void SecretInName() => secretNames++;
}
