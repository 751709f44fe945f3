using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Signalbox.Embedded.Engine.Sessions;

/// <summary>Name-based ids (RFC 9562, version 5): the same name gives the same id at every replay.</summary>
internal static class DeterministicGuid
{
    private static readonly Guid Namespace = new("9c0a7d0e-5f5b-4f0c-9a55-2d1f4f1c6f6e");

    [SuppressMessage("Security", "CA5350", Justification = "Version 5 ids are defined by SHA-1; nothing here is a secret.")]
    public static Guid Make(string name)
    {
        Span<byte> input = new byte[16 + Encoding.UTF8.GetMaxByteCount(name.Length)];
        Namespace.TryWriteBytes(input, bigEndian: true, out _);
        var length = Encoding.UTF8.GetBytes(name, input[16..]);
        Span<byte> hash = stackalloc byte[SHA1.HashSizeInBytes];
        SHA1.HashData(input[..(16 + length)], hash);
        var version = BinaryPrimitives.ReadUInt16BigEndian(hash[6..]);
        BinaryPrimitives.WriteUInt16BigEndian(hash[6..], (ushort)((version & 0x0FFF) | 0x5000));
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new(hash[..16], bigEndian: true);
    }
}
