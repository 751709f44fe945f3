using System.Buffers.Binary;

namespace Signalbox.Core.Builds;

/// <summary>
/// New build ids: sortable by time and unique, 26 characters of Crockford's base 32, as the ULID specification has it (48 bits of
/// milliseconds, 80 of chance), in lower case: ids are names of folders, and not every file system tells cases apart.
/// </summary>
/// <param name="clock">The time.</param>
/// <param name="chance">Fills the bytes it is given; a cryptographic source outside tests.</param>
public sealed class BuildIdSource(TimeProvider clock, Action<Span<byte>> chance)
{
    private const string Digits = "0123456789abcdefghjkmnpqrstvwxyz";
    private const int Length = 26;

    /// <summary>The next id. Two of one millisecond differ, and sort by chance.</summary>
    public BuildId Next()
    {
        Span<byte> bytes = stackalloc byte[16];
        chance(bytes);
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        BinaryPrimitives.WriteUInt16BigEndian(bytes, (ushort)(now >> 32));
        BinaryPrimitives.WriteUInt32BigEndian(bytes[2..], (uint)now);
        var rest = BinaryPrimitives.ReadUInt128BigEndian(bytes);
        Span<char> text = stackalloc char[Length];
        for (var i = Length - 1; i >= 0; i--, rest >>= 5) text[i] = Digits[(int)(rest & 31)];
        return BuildId.Parse(new(text));
    }
}
