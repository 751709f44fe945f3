using System.Text;
using Signalbox.Contract.Tests.Suites;
using Signalbox.Core.Builds;
using Signalbox.Core.Results;
using Signalbox.Embedded.Files;
using Signalbox.Embedded.Sqlite;
using Xunit;

namespace Signalbox.Contract.Tests.Results;

[Covers(typeof(FileResultStore))]
public sealed class FileResultStoreTests : ResultStoreContract
{
    private static readonly TaskAttempt Unit = new(BuildId.Parse("b-1"), "unit[os=linux]", 2);
    private readonly DataDirectory data = new();

    [Fact]
    public async Task A_log_lies_where_the_product_says()
    {
        await AppendAsync(0, "hello");
        Assert.Equal("hello", await File.ReadAllTextAsync(Path.Combine(data.Path, "logs", "b-1", "unit[os=linux]", "2.log")));
    }

    [Fact]
    public async Task No_two_files_differ_in_case_alone_and_none_is_hidden_or_a_device()
    {
        foreach (var task in new[] { "unit", "Unit", "UNIT", "^unit", "con", "CON", ".x", "x." })
            await Store.AppendLogAsync(Unit with { Task = task }, 0, "x"u8.ToArray(), Soon);

        var names = Directory.GetDirectories(Path.Combine(data.Path, "logs", "b-1")).Select(path => Path.GetFileName(path)).ToList();
        Assert.Equal(8, names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.DoesNotContain(names, name => name.StartsWith('.') || name.EndsWith('.') || name.Equals("con", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task More_logs_than_files_may_be_open_grow_side_by_side()
    {
        for (var line = 0; line < 3; line++)
        {
            for (var task = 0; task < 500; task++) await Store.AppendLogAsync(Unit with { Task = $"t{task}" }, line * 2, Encoding.UTF8.GetBytes($"{line}\n"), Soon);
        }

        for (var task = 0; task < 500; task++) Assert.Equal(6, await Store.LogLengthAsync(Unit with { Task = $"t{task}" }, Soon));
        if (OperatingSystem.IsLinux())
            Assert.InRange(Directory.GetFiles("/proc/self/fd").Count(fd => new FileInfo(fd).LinkTarget?.StartsWith(data.Path, StringComparison.Ordinal) == true), 1, 64);
    }

    [Fact]
    public async Task A_torn_tail_is_seen_and_the_log_goes_on_behind_it()
    {
        await AppendAsync(0, "whole\n");
        await CloseAsync(); // the process was killed while it wrote
        await File.AppendAllTextAsync(Path.Combine(data.Path, "logs", "b-1", "unit[os=linux]", "2.log"), "to");
        await ReopenAsync();

        Assert.Equal(8, await AppendAsync(6, "torn\n"));
        Assert.Equal(11, await AppendAsync(8, "rn\n"));
        Assert.Equal("whole\ntorn\n", await File.ReadAllTextAsync(Path.Combine(data.Path, "logs", "b-1", "unit[os=linux]", "2.log")));
    }

    [Fact]
    public async Task What_a_crash_left_half_written_is_cleared_away()
    {
        var rubbish = Path.Combine(data.Path, "incoming", "7");
        await File.WriteAllTextAsync(rubbish, "half a fi");
        await ReopenAsync();

        Assert.False(File.Exists(rubbish));
    }

    [Fact]
    public async Task A_full_disk_says_so_and_what_would_help()
    {
        if (!OperatingSystem.IsLinux()) return; // it takes a device that is always full
        var log = Path.Combine(data.Path, "logs", "b-1", "unit[os=linux]", "2.log");
        Directory.CreateDirectory(Path.GetDirectoryName(log)!);
        File.CreateSymbolicLink(log, "/dev/full");

        var error = await Assert.ThrowsAsync<StorageException>(() => AppendAsync(0, "hello"));

        Assert.Equal(StorageFault.Full, error.Fault);
        Assert.Contains("Free some space", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_directory_that_cannot_be_made_is_an_error_that_names_it()
    {
        var file = Path.Combine(data.Path, "a file");
        await File.WriteAllTextAsync(file, "");

        var error = Assert.Throws<StorageException>(() => new FileResultStore(Path.Combine(file, "results")));

        Assert.Contains(file, error.Message, StringComparison.Ordinal);
    }

    protected override Task<IResultStore> OpenAsync() => Task.FromResult<IResultStore>(new FileResultStore(data.Path));

    protected override Task CloseAsync()
    {
        ((FileResultStore)Store).Dispose();
        return Task.CompletedTask;
    }

    protected override async Task DestroyAsync()
    {
        await CloseAsync();
        await data.DestroyAsync();
    }

    private Task<long> AppendAsync(long position, string text) => Store.AppendLogAsync(Unit, position, Encoding.UTF8.GetBytes(text), Soon);
}
