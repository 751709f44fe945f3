using System.Runtime.InteropServices;

namespace Signalbox.Providers.Process.Launch;

/// <summary>The calls of the C library that a task's process needs; the numbers are those of Linux (glibc, musl) and macOS.</summary>
internal static unsafe partial class Libc
{
    public const int SignalKill = 9;
    public const int SignalTerminate = 15;
    public const int NoSuchFile = 2;
    public const int ArgumentsTooLong = 7;
    public const int Interrupted = 4;
    public const int NotPermitted = 1;
    public const short SpawnSetGroup = 0x02;
    public const short SpawnDefaultSignals = 0x04;
    public const short SpawnSignalMask = 0x08;

    /// <summary>macOS only: every descriptor that no file action names is closed.</summary>
    public const short SpawnCloseByDefault = 0x4000;

    public const int WaitForId = 1;
    public const int WaitNoHang = 1;
    public const int WaitExited = 4;

    /// <summary>Bytes that hold any of the C library's opaque types here, by a wide margin (the largest is 336, glibc's attributes).</summary>
    public const int OpaqueSize = 1024;

    public static int SignalStop => OperatingSystem.IsMacOS() ? 17 : 19;

    public static int WaitLeaveZombie => OperatingSystem.IsMacOS() ? 0x20 : 0x01000000;

    [LibraryImport("libc", EntryPoint = "posix_spawnp")]
    public static partial int Spawn(int* pid, byte* file, void* actions, void* attributes, byte** argv, byte** envp);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_init")]
    public static partial int InitActions(void* actions);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_destroy")]
    public static partial int DestroyActions(void* actions);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_adddup2")]
    public static partial int AddDuplicate(void* actions, int descriptor, int newDescriptor);

    /// <summary>In glibc since 2.29, musl since 1.1.24, macOS since 10.15.</summary>
    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_addchdir_np", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int AddChangeDirectory(void* actions, string path);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_init")]
    public static partial int InitAttributes(void* attributes);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_destroy")]
    public static partial int DestroyAttributes(void* attributes);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setflags")]
    public static partial int SetFlags(void* attributes, short flags);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setpgroup")]
    public static partial int SetGroup(void* attributes, int group);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setsigdefault")]
    public static partial int SetDefaultSignals(void* attributes, void* signals);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setsigmask")]
    public static partial int SetSignalMask(void* attributes, void* signals);

    [LibraryImport("libc", EntryPoint = "sigemptyset")]
    public static partial int EmptySignals(void* signals);

    [LibraryImport("libc", EntryPoint = "sigaddset")]
    public static partial int AddSignal(void* signals, int signal);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    public static partial int Kill(int pid, int signal);

    [LibraryImport("libc", EntryPoint = "waitid", SetLastError = true)]
    public static partial int WaitId(int idType, uint id, void* info, int options);

    [LibraryImport("libc", EntryPoint = "waitpid", SetLastError = true)]
    public static partial int WaitPid(int pid, int* status, int options);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Open(string path, int flags);
}
