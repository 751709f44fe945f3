using System.Runtime.InteropServices;
using System.Text;

namespace Signalbox.Providers.Process.Launch;

/// <summary>A null-terminated array of C strings, as `argv` and `envp` are, in one block of memory.</summary>
internal sealed unsafe class NativeStrings : IDisposable
{
    private readonly byte** pointers;

    public NativeStrings(IReadOnlyCollection<string> strings)
    {
        var table = (nuint)((strings.Count + 1) * sizeof(byte*));
        var size = table + (nuint)strings.Sum(text => (long)Encoding.UTF8.GetByteCount(text) + 1);
        pointers = (byte**)NativeMemory.AllocZeroed(size);
        var next = (byte*)pointers + table;
        var index = 0;
        foreach (var text in strings)
        {
            pointers[index++] = next;
            var room = (int)(size - (nuint)(next - (byte*)pointers));
            next += Encoding.UTF8.GetBytes(text, new Span<byte>(next, room)) + 1;
        }
    }

    public byte** Pointer => pointers;

    public byte* First => pointers[0];

    public void Dispose() => NativeMemory.Free(pointers);
}
