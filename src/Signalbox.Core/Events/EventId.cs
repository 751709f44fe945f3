using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Signalbox.Core.Builds;

namespace Signalbox.Core.Events;

/// <summary>
/// The id of an event, a ULID in form: 26 characters that sort by time, then by the place in the stream. Made of what the event is, so
/// that every store, and every repetition, gives the same one.
/// </summary>
public static class EventId
{
    private const string Digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"; // Crockford's base 32

    /// <summary>The id of an event of a build.</summary>
    public static string Of(BuildId build, long seq, DateTimeOffset at)
    {
        // 48 bits of milliseconds, 32 of the seq, 48 of the build.
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(build.Value), hash);
        var high = ((ulong)at.ToUnixTimeMilliseconds() << 16) | ((ulong)(uint)seq >> 16);
        var low = ((ulong)(seq & 0xFFFF) << 48) | (BinaryPrimitives.ReadUInt64BigEndian(hash) >> 16);
        return string.Create(26, new UInt128(high, low), static (text, value) =>
        {
            for (var i = text.Length - 1; i >= 0; i--, value >>= 5) text[i] = Digits[(int)(value & 31)];
        });
    }
}
