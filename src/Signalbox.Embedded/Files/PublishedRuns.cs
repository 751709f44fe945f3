using System.Text.Json;
using Signalbox.Core.Builds;
using Signalbox.Core.Results;

namespace Signalbox.Embedded.Files;

/// <summary>What addresses show: one pointer file each, replaced as a whole.</summary>
internal sealed class PublishedRuns(ResultLayout layout, IncomingFiles incoming)
{
    private const int Stripes = 16;
    private readonly Lock[] gates = [.. Enumerable.Range(0, Stripes).Select(_ => new Lock())];

    /// <summary>Shows the run at the address unless a later one is shown.</summary>
    public bool Publish(ResultAddress address, ResultRun run)
    {
        foreach (var (path, file) in run.Files) _ = (ResultPath.Check(path), ResultPath.Check(file.Path));
        var pointer = layout.Pointer(address);
        lock (Gate(pointer))
        {
            if (Read(pointer) is { } shown && run.IsBefore(shown)) return false;
            // First the way back: a pointer that no delete can find would outlive its files.
            incoming.Put(layout.Note(run.Build, address), JsonSerializer.SerializeToUtf8Bytes(address, PointerJson.Default.ResultAddress));
            incoming.Put(pointer, JsonSerializer.SerializeToUtf8Bytes(run, PointerJson.Default.ResultRun));
            return true;
        }
    }

    /// <summary>The run that the address shows.</summary>
    public ResultRun? Find(ResultAddress address) => Read(layout.Pointer(address));

    /// <summary>Empties every address that shows the build.</summary>
    public void Withdraw(BuildId build)
    {
        var notes = new DirectoryInfo(layout.Addresses(build));
        if (!notes.Exists) return;
        foreach (var note in notes.EnumerateFiles())
        {
            var address = JsonSerializer.Deserialize(File.ReadAllBytes(note.FullName), PointerJson.Default.ResultAddress)!;
            var pointer = layout.Pointer(address);
            lock (Gate(pointer))
            {
                if (Read(pointer)?.Build == build) File.Delete(pointer);
            }
        }

        notes.Delete(recursive: true);
    }

    private static ResultRun? Read(string pointer)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(pointer), PointerJson.Default.ResultRun);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private Lock Gate(string pointer) => gates[(uint)string.GetHashCode(pointer, StringComparison.Ordinal) % Stripes];
}
