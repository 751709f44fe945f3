using System.Text.Json;
using Signalbox.Embedded.Files;
using Signalbox.Embedded.Host.Sockets;

namespace Signalbox.Embedded.Host.Ownership;

/// <summary>What an owner leaves for others to find: only a hint, since it outlives an owner that is killed.</summary>
/// <param name="Pid">The owner's process, for messages.</param>
/// <param name="Socket">Where it listens.</param>
internal sealed record OwnerNote(int Pid, string Socket)
{
    /// <summary>The last owner's note; null when there is none that can be read.</summary>
    public static OwnerNote? Read(DataDirectory directory)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(directory.Note), OwnerJson.Default.OwnerNote);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    public void Write(DataDirectory directory)
    {
        var fresh = directory.Note + ".new";
        try
        {
            File.WriteAllBytes(fresh, JsonSerializer.SerializeToUtf8Bytes(this, OwnerJson.Default.OwnerNote));
            File.Move(fresh, directory.Note, overwrite: true); // a reader sees the old one or the new one, never half
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw FileErrors.Translate(error, directory.Note);
        }
    }
}
