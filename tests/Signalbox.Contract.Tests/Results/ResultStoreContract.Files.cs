using Signalbox.Core.Builds;
using Signalbox.Core.Results;
using Xunit;

namespace Signalbox.Contract.Tests.Results;

public abstract partial class ResultStoreContract
{
    [Fact]
    public async Task A_file_is_kept_as_it_was_put()
    {
        await PutTextAsync(Attempt(), "TestResults/unit.trx", "<ok/>");

        Assert.Equal([new("TestResults/unit.trx", 5)], await Store.ListAttemptAsync(Attempt(), Soon));
        Assert.Equal("<ok/>", await ReadAsync(Store.OpenFileAsync(Attempt(), "TestResults/unit.trx", Soon)));
    }

    [Fact]
    public async Task A_file_of_the_same_path_is_replaced()
    {
        await PutTextAsync(Attempt(), "log.txt", "a longer text");
        await PutTextAsync(Attempt(), "log.txt", "short");

        Assert.Equal([new("log.txt", 5)], await Store.ListAttemptAsync(Attempt(), Soon));
        Assert.Equal("short", await ReadAsync(Store.OpenFileAsync(Attempt(), "log.txt", Soon)));
    }

    [Fact]
    public async Task A_file_that_was_never_put_is_not_there()
    {
        Assert.Empty(await Store.ListAttemptAsync(Attempt(), Soon));
        Assert.Null(await Store.OpenFileAsync(Attempt(), "log.txt", Soon));
    }

    [Fact]
    public async Task Files_are_listed_in_the_order_of_their_paths_whatever_they_are_called()
    {
        string[] paths =
        [
            ".hidden", "Upper", "a b", "a#b?c%d", "a/B/c", "a/b", "a/b/c", "con", "dots...", "grüße/🚂.txt", "lpt1.txt", "nul/aux", "tilde~/~x", "upper", "x:y*z\"<>|",
        ];
        await PutAsync(Attempt(), paths);

        Assert.Equal(paths.Order(StringComparer.Ordinal), (await Store.ListAttemptAsync(Attempt(), Soon)).Select(file => file.Path));
        foreach (var path in paths) Assert.Equal(Content("b-1", path), await ReadAsync(Store.OpenFileAsync(Attempt(), path, Soon)));
    }

    [Fact]
    public async Task Long_paths_are_kept_and_listed()
    {
        string[] paths = [string.Join('/', Enumerable.Repeat("folder", 100)), new('n', 250), new('N', 250), new('ü', ResultPath.MaxLength / 2)];
        await PutAsync(Attempt(), paths);

        Assert.Equal(paths.Order(StringComparer.Ordinal), (await Store.ListAttemptAsync(Attempt(), Soon)).Select(file => file.Path));
        foreach (var path in paths) Assert.Equal(Content("b-1", path), await ReadAsync(Store.OpenFileAsync(Attempt(), path, Soon)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/etc/passwd")]
    [InlineData("..")]
    [InlineData("../up")]
    [InlineData("a/../../up")]
    [InlineData("a/..")]
    [InlineData("./a")]
    [InlineData("a//b")]
    [InlineData("a/")]
    [InlineData("a\\..\\b")]
    [InlineData("nul\0")]
    [InlineData("line\nbreak")]
    public async Task A_path_that_leaves_its_place_is_refused(string path)
    {
        await Assert.ThrowsAnyAsync<ArgumentException>(() => PutTextAsync(Attempt(), path, "no"));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Store.OpenFileAsync(Attempt(), path, Soon));
        Assert.Empty(await Store.ListAttemptAsync(Attempt(), Soon));
    }

    [Fact]
    public async Task A_copy_that_ends_early_leaves_what_was_there()
    {
        await PutTextAsync(Attempt(), "log.txt", "whole");

        await Assert.ThrowsAsync<InvalidOperationException>(() => Store.PutResultAsync(Attempt(), "log.txt", new Zeros(100_000) { Breaks = true }, Soon));
        await Assert.ThrowsAsync<InvalidOperationException>(() => Store.PutResultAsync(Attempt(), "new.txt", new Zeros(100_000) { Breaks = true }, Soon));

        Assert.Equal([new("log.txt", 5)], await Store.ListAttemptAsync(Attempt(), Soon));
        Assert.Equal("whole", await ReadAsync(Store.OpenFileAsync(Attempt(), "log.txt", Soon)));
    }

    [Fact]
    public async Task A_cancelled_copy_keeps_nothing()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        using var content = new MemoryStream(new byte[100_000]);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.PutResultAsync(Attempt(), "log.txt", content, cancelled.Token));
        Assert.Empty(await Store.ListAttemptAsync(Attempt(), Soon));
    }

    [Fact]
    public async Task Of_many_who_put_one_file_at_once_one_is_kept_whole()
    {
        await AtOnceAsync(async caller =>
        {
            await PutTextAsync(Attempt(), "log.txt", new string((char)('a' + (caller % 26)), 5000 + caller));
            return caller;
        });

        Assert.Single((await ReadAsync(Store.OpenFileAsync(Attempt(), "log.txt", Soon)))!.Distinct());
        Assert.Single(await Store.ListAttemptAsync(Attempt(), Soon));
    }

    [Fact]
    public async Task A_file_larger_than_any_buffer_passes_whole()
    {
        const long Length = (16 << 20) + 1;
        await Store.PutResultAsync(Attempt(), "large", new Zeros(Length), Soon);

        await using var stream = (await Store.OpenFileAsync(Attempt(), "large", Soon))!;
        var buffer = new byte[1 << 16];
        long read = 0;
        for (int now; (now = await stream.ReadAsync(buffer, Soon)) > 0;) read += now;
        Assert.Equal(Length, read);
    }

    [Fact]
    public async Task A_deleted_build_has_no_logs_and_no_files_and_the_bytes_are_counted()
    {
        await AppendAsync(0, "12345");
        await AppendAsync(0, "678", Attempt(attempt: 2));
        await PutTextAsync(Attempt(), "a", "four");
        await AppendAsync(0, "another build's", Attempt(build: "b-2"));
        await PutTextAsync(Attempt(build: "b-2"), "a", "another build's");

        Assert.Equal(12, await Store.DeleteAsync(BuildId.Parse("b-1"), Soon));

        Assert.Null(await Store.LogLengthAsync(Attempt(), Soon));
        Assert.Null(await Store.OpenFileAsync(Attempt(), "a", Soon));
        Assert.Empty(await Store.ListAttemptAsync(Attempt(), Soon));
        Assert.Equal(15, await Store.LogLengthAsync(Attempt(build: "b-2"), Soon));
        Assert.Single(await Store.ListAttemptAsync(Attempt(build: "b-2"), Soon));
        Assert.Equal(0, await Store.DeleteAsync(BuildId.Parse("b-1"), Soon));
        Assert.Equal(0, await AppendAsync(5, "into nothing"));
        Assert.Equal(5, await AppendAsync(0, "again"));
    }
}
