using System.Text.Json;
using Signalbox.Core.Builds;

namespace Signalbox.Providers.Process.Records;

/// <summary>
/// One small file per attempt that is not yet reported as ended, in `{data}/processes`. A crash of the host leaves them behind, and
/// the next one reads them.
/// </summary>
internal sealed class ProcessRecords(string directory)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Writes the record, replacing the one before as a whole.</summary>
    public void Save(ProcessRecord record)
    {
        Directory.CreateDirectory(directory);
        var path = PathOf(record.Key);
        File.WriteAllBytes(path + ".new", JsonSerializer.SerializeToUtf8Bytes(record, Json));
        // A kill of the host between the two leaves the old record or the new one, never half of one. A crash of the machine may
        // leave an empty file, but also no process.
        File.Move(path + ".new", path, overwrite: true);
    }

    /// <summary>The record of the attempt; null when there is none.</summary>
    public ProcessRecord? Find(TaskAttempt key) => File.Exists(PathOf(key)) ? TryRead(PathOf(key)) : null;

    /// <summary>Forgets the attempt; no-op when it is not known.</summary>
    public void Remove(TaskAttempt key) => File.Delete(PathOf(key));

    /// <summary>What is there, and how many files could not be read; those are removed.</summary>
    public (IReadOnlyList<ProcessRecord> Records, int Unreadable) ReadAll()
    {
        if (!Directory.Exists(directory)) return ([], 0);
        var records = new List<ProcessRecord>();
        var unreadable = 0;
        foreach (var file in Directory.EnumerateFiles(directory).ToList())
        {
            if (file.EndsWith(".json", StringComparison.Ordinal) && TryRead(file) is { } record)
            {
                records.Add(record);
                continue;
            }

            if (file.EndsWith(".json", StringComparison.Ordinal)) unreadable++;
            File.Delete(file);
        }

        return (records, unreadable);
    }

    private string PathOf(TaskAttempt key) => Path.Combine(directory, Workspaces.NameOf(key) + ".json");

    private static ProcessRecord? TryRead(string file)
    {
        try
        {
            return JsonSerializer.Deserialize<ProcessRecord>(File.ReadAllBytes(file), Json) is { Key.Task: not null, Workspace: not null } record
                ? record
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
