namespace Signalbox.Embedded.Files;

/// <summary>Writes a file beside its place and renames it there: whoever looks sees the old one or the new one, whole.</summary>
internal sealed class IncomingFiles
{
    private readonly string directory;
    private readonly bool readOnly;
    private long last;

    /// <summary>Begins with an empty directory: what a killed process left half-written goes.</summary>
    /// <param name="directory">This process's own.</param>
    /// <param name="readOnly">Another process may own it: it is left alone, and every write is refused.</param>
    public IncomingFiles(string directory, bool readOnly)
    {
        (this.directory, this.readOnly) = (directory, readOnly);
        if (readOnly) return;
        if (Directory.Exists(directory)) Directory.Delete(directory, recursive: true);
        Directory.CreateDirectory(directory);
    }

    /// <summary>Refuses where the store was opened for reading only.</summary>
    public void EnsureWritable()
    {
        if (readOnly) throw new InvalidOperationException($"'{Path.GetDirectoryName(directory)}' was opened for reading only.");
    }

    /// <summary>Copies a stream to a place, replacing what is there. Ended early, it leaves nothing.</summary>
    public async Task PutAsync(string place, Stream content, CancellationToken cancellationToken)
    {
        var incoming = Next();
        try
        {
            await using (var file = new FileStream(incoming, FileMode.CreateNew, FileAccess.Write)) await content.CopyToAsync(file, cancellationToken);
            Move(incoming, place);
        }
        catch
        {
            File.Delete(incoming);
            throw;
        }
    }

    /// <summary>Writes a small file to a place, on the disk before it is seen.</summary>
    public void Put(string place, ReadOnlySpan<byte> content)
    {
        var incoming = Next();
        try
        {
            using (var file = new FileStream(incoming, FileMode.CreateNew, FileAccess.Write))
            {
                file.Write(content);
                file.Flush(flushToDisk: true);
            }

            Move(incoming, place);
        }
        catch
        {
            File.Delete(incoming);
            throw;
        }
    }

    /// <summary>Takes a directory out of sight in one step, then deletes it.</summary>
    /// <returns>How many bytes its files had; 0 when there is none.</returns>
    public long Remove(string place)
    {
        if (!Directory.Exists(place)) return 0;
        var outgoing = Next();
        Directory.Move(place, outgoing);
        var bytes = new DirectoryInfo(outgoing).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);
        Directory.Delete(outgoing, recursive: true);
        return bytes;
    }

    private string Next() => Path.Combine(directory, $"{Interlocked.Increment(ref last)}");

    private static void Move(string incoming, string place)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(place)!);
        File.Move(incoming, place, overwrite: true);
    }
}
