using System.Text;

namespace Signalbox.Http.Logs;

/// <summary>Cuts a stream of UTF-8 into texts, never within a character; a byte that is none of UTF-8 is U+FFFD, as everywhere.</summary>
internal sealed class Utf8Pieces(Stream stream)
{
    private readonly byte[] buffer = new byte[32 * 1024];
    private int kept;

    /// <summary>
    /// The next text and how many bytes it was; null at the end, where the beginning of a character is left for the
    /// next time.
    /// </summary>
    /// <param name="whole">Nothing more will be written: what is left is all there is of it.</param>
    /// <param name="stop">Ends the reading.</param>
    public async Task<(string Text, int Bytes)?> NextAsync(bool whole, CancellationToken stop)
    {
        var read = await stream.ReadAsync(buffer.AsMemory(kept), stop);
        var count = kept + read;
        if (count == 0) return null;
        var end = read == 0 && whole ? count : count - Unfinished(buffer.AsSpan(0, count));
        if (end == 0 && read == 0) return null;
        var text = Encoding.UTF8.GetString(buffer, 0, end);
        kept = count - end;
        buffer.AsSpan(end, kept).CopyTo(buffer);
        return end == 0 ? await NextAsync(whole, stop) : (text, end);
    }

    /// <summary>How many bytes at the end begin a character that is not whole.</summary>
    private static int Unfinished(ReadOnlySpan<byte> bytes)
    {
        for (var back = 1; back <= Math.Min(3, bytes.Length); back++)
        {
            var one = bytes[^back];
            if ((one & 0xC0) == 0x80) continue; // inside a character
            var length = one switch { >= 0xF0 => 4, >= 0xE0 => 3, >= 0xC0 => 2, _ => 1 };
            return length > back ? back : 0;
        }

        return 0;
    }
}
