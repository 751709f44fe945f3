namespace Signalbox.Embedded.Files;

/// <summary>
/// The logs that grow at the moment, kept open: an append is one positioned write. Stripes of a few handles each bound how many files
/// are open, and a log always falls into the same stripe, whose lock makes the position guard exact among concurrent writers.
/// </summary>
internal sealed class LogHandles : IDisposable
{
    private const int Stripes = 16;
    private readonly LogStripe[] stripes = [.. Enumerable.Range(0, Stripes).Select(_ => new LogStripe())];

    /// <summary>Appends if the log is exactly that long; see <see cref="LogStripe.Append"/>.</summary>
    public long Append(string path, long position, ReadOnlySpan<byte> bytes) =>
        stripes[(uint)string.GetHashCode(path, StringComparison.Ordinal) % Stripes].Append(path, position, bytes);

    /// <summary>Closes every log below a directory that is about to be deleted.</summary>
    public void Close(string directory)
    {
        foreach (var stripe in stripes) stripe.Close(directory + Path.DirectorySeparatorChar);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var stripe in stripes) stripe.Close("");
    }
}
