using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Signalbox.Embedded.Sqlite;

/// <summary>
/// Makes SQLite sleep for as long as it means to. The native library that we have is compiled without `usleep` and sleeps a whole second
/// where it wants a microsecond: each time when readers and the writer meet in the wal-index more than five times in a row.
/// </summary>
/// <remarks>
/// A VFS (SQLite's name for its layer on the operating system, https://www.sqlite.org/vfs.html) that is the default one in all but its
/// sleep, made the default before the first file is opened.
/// </remarks>
[UnsupportedOSPlatform("windows")]
internal static unsafe partial class SqliteSleep
{
    private static readonly Lock Gate = new();
    private static bool installed;

    /// <summary>Installs it for this process.</summary>
    public static void Install()
    {
        lock (Gate)
        {
            if (installed) return;
            var vfs = FindVfs(null);
            if (vfs is null) return; // a build of SQLite without an operating system layer; opening a file will say so
            var copy = (Vfs*)NativeMemory.Alloc((nuint)sizeof(Vfs)); // SQLite keeps it for as long as the process lives
            *copy = *vfs;
            copy->Name = (byte*)Marshal.StringToCoTaskMemUTF8("signalbox");
            copy->Sleep = &Sleep;
            // Newer members than those that are known here stay out of reach.
            copy->Version = Math.Min(copy->Version, 3);
            _ = RegisterVfs(copy, makeDefault: 1);
            installed = true;
        }
    }

    [UnmanagedCallersOnly]
    private static int Sleep(Vfs* vfs, int microseconds)
    {
        _ = Suspend((uint)microseconds);
        return microseconds;
    }

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_vfs_find")]
    private static partial Vfs* FindVfs(byte* name);

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_vfs_register")]
    private static partial int RegisterVfs(Vfs* vfs, int makeDefault);

    [LibraryImport("libc", EntryPoint = "usleep")]
    private static partial int Suspend(uint microseconds);

    /// <summary>`struct sqlite3_vfs` of sqlite3.h, version 3; what is between the members that matter is carried over as it is.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Vfs
    {
        public int Version;
        public int FileSize;
        public int LongestPath;
        public nint Next;
        public byte* Name;
        public nint Data;
        public nint Open, Delete, Access, FullPath, OpenLibrary, LibraryError, LibrarySymbol, CloseLibrary, Randomness;
        public delegate* unmanaged<Vfs*, int, int> Sleep;
        public nint CurrentTime, LastError, CurrentTimeInt64, SetSystemCall, GetSystemCall, NextSystemCall;
    }
}
