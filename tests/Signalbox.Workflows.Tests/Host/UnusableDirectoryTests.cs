using System.Net.Sockets;
using System.Text;
using Microsoft.Data.Sqlite;
using Signalbox.Embedded.Host;
using Signalbox.Embedded.Host.Ownership;
using Signalbox.Embedded.Sqlite;
using Xunit;

namespace Signalbox.Workflows.Tests.Host;

public sealed class UnusableDirectoryTests
{
    [Fact]
    public async Task A_lock_that_something_else_holds_is_named_and_nothing_is_opened()
    {
        await using var scene = new HostScene();
        scene.Data.Create();
        using var foreign = OwnerLock.TryTake(scene.Data);

        var error = await Assert.ThrowsAsync<HostException>(() => scene.OpenAsync());
        Assert.Contains(scene.Data.Lock, error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(scene.Data.Database));
    }

    [Fact]
    public async Task An_owner_of_another_version_is_named_and_left_alone()
    {
        await using var scene = new HostScene();
        scene.Data.Create();
        using var foreign = OwnerLock.TryTake(scene.Data);
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(scene.Data.Socket));
        listener.Listen();
        var opening = scene.OpenAsync();
        using var client = await listener.AcceptAsync();
        await client.SendAsync(Encoding.UTF8.GetBytes("""{"protocol":99,"pid":4711,"news":true}""" + "\n"));

        var error = await Assert.ThrowsAsync<HostException>(() => opening);
        Assert.Contains("4711", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_another_program_holds_says_so_and_gives_the_directory_back()
    {
        await using var scene = new HostScene();
        await (await scene.OpenAsync()).DisposeAsync();
        await using (var foreign = new SqliteConnection($"Data Source={scene.Data.Database};Pooling=False"))
        {
            await foreign.OpenAsync();
            await using var command = foreign.CreateCommand();
            command.CommandText = "PRAGMA locking_mode=EXCLUSIVE; BEGIN EXCLUSIVE";
            await command.ExecuteNonQueryAsync();
            Assert.Equal(StorageFault.Busy, (await Assert.ThrowsAsync<StorageException>(() => scene.OpenAsync())).Fault);
        }

        Assert.True((await scene.OpenAsync()).IsOwner);
    }

    [Fact]
    public async Task A_damaged_database_says_so()
    {
        await using var scene = new HostScene();
        scene.Data.Create();
        await File.WriteAllTextAsync(scene.Data.Database, new string('x', 5000));

        Assert.Equal(StorageFault.Corrupt, (await Assert.ThrowsAsync<StorageException>(() => scene.OpenAsync())).Fault);
    }

    [Fact]
    public async Task A_directory_that_cannot_be_made_says_so()
    {
        await using var scene = new HostScene();
        await File.WriteAllTextAsync(scene.In("file"), "");
        var below = new DataDirectory(scene.In("file", "data"));

        var error = await Assert.ThrowsAsync<StorageException>(() => scene.OpenAsync(below));
        Assert.Contains(below.Path, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_path_too_long_for_a_socket_works_like_any_other_and_leaves_no_litter()
    {
        await using var scene = new HostScene();
        var data = new DataDirectory(scene.In(new string('d', 120), "ünï code"));
        var owner = await scene.OpenAsync(data);
        var client = await scene.OpenAsync(data);
        var socket = OwnerNote.Read(data)!.Socket;

        Assert.True(File.Exists(socket));
        Assert.Equal((true, false), (owner.IsOwner, client.IsOwner));
        await client.DisposeAsync();
        await owner.DisposeAsync();
        Assert.False(Directory.Exists(Path.GetDirectoryName(socket)));
    }

    [Fact]
    public async Task Only_this_user_may_enter_a_directory_that_the_host_made()
    {
        if (OperatingSystem.IsWindows()) return; // there the profile's own access list says so
        await using var scene = new HostScene();
        await scene.OpenAsync();
        const UnixFileMode OnlyMine = UnixFileMode.UserRead | UnixFileMode.UserWrite;

        Assert.Equal(OnlyMine | UnixFileMode.UserExecute, File.GetUnixFileMode(scene.Data.Path));
        Assert.Equal(OnlyMine, File.GetUnixFileMode(scene.Data.Socket));
    }
}
