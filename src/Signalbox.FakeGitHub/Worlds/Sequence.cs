using System.Security.Cryptography;
using System.Text;

namespace Signalbox.FakeGitHub.Worlds;

/// <summary>Ids, GUIDs and secrets in an order that the seed decides: a story told twice gives the same ones.</summary>
internal sealed class Sequence(int seed)
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private long last = 1000;
    private long secrets;

    /// <summary>An id that nothing else has.</summary>
    public long Next() => Interlocked.Increment(ref last);

    /// <summary>A GUID that nothing else has.</summary>
    public Guid NextGuid() => new(NextBytes().AsSpan(0, 16));

    /// <summary>A token: the prefix and that many letters and digits.</summary>
    public string NextToken(string prefix, int length = 36)
    {
        var text = new StringBuilder(prefix);
        while (text.Length < prefix.Length + length)
        {
            foreach (var one in NextBytes()) text.Append(Letters[one % Letters.Length]);
        }

        return text.ToString(0, prefix.Length + length);
    }

    private byte[] NextBytes() => SHA256.HashData(Encoding.ASCII.GetBytes($"{seed}/{Interlocked.Increment(ref secrets)}"));
}
