using Signalbox.Core.Builds;
using Signalbox.Core.Results;
using Xunit;

namespace Signalbox.Contract.Tests.Results;

public abstract partial class ResultStoreContract
{
    [Fact]
    public async Task An_address_shows_what_was_published()
    {
        await PutAsync(Attempt(), "a.txt", "dir/b.txt");
        var run = Run("b-1", 0, "a.txt", "dir/b.txt");

        Assert.True(await Store.PublishAsync(Address(), run, Soon));

        Same(run, await Store.FindAsync(Address(), Soon));
        Assert.Equal("dir/b.txt of b-1", await ReadAsync(Store.OpenResultAsync(Address(), "dir/b.txt", Soon)));
        Assert.Null(await Store.OpenResultAsync(Address(), "c.txt", Soon));
    }

    [Fact]
    public async Task What_is_kept_is_no_result_until_it_is_published()
    {
        await PutAsync(Attempt(), "a.txt");

        Assert.Null(await Store.FindAsync(Address(), Soon));
        Assert.Null(await Store.OpenResultAsync(Address(), "a.txt", Soon));
    }

    [Fact]
    public async Task A_later_run_replaces_all_and_nothing_of_the_earlier_one_stays()
    {
        await PutAsync(Attempt("b-1"), "a.txt", "only-in-1.txt");
        await PutAsync(Attempt("b-2"), "a.txt");
        await Store.PublishAsync(Address(), Run("b-1", 0, "a.txt", "only-in-1.txt"), Soon);

        Assert.True(await Store.PublishAsync(Address(), Run("b-2", 1, "a.txt"), Soon));

        Assert.Equal("a.txt of b-2", await ReadAsync(Store.OpenResultAsync(Address(), "a.txt", Soon)));
        Assert.Null(await Store.OpenResultAsync(Address(), "only-in-1.txt", Soon));
    }

    [Fact]
    public async Task A_superseded_run_is_refused()
    {
        await Store.PublishAsync(Address(), Run("b-2", 1), Soon);

        Assert.False(await Store.PublishAsync(Address(), Run("b-1", 0), Soon));
        Assert.Equal("b-2", (await Store.FindAsync(Address(), Soon))!.Build.Value);
    }

    [Fact]
    public async Task Of_two_runs_of_one_moment_the_greater_id_is_the_later()
    {
        Assert.True(await Store.PublishAsync(Address(), Run("b-2", 0), Soon));
        Assert.False(await Store.PublishAsync(Address(), Run("b-1", 0), Soon));
        Assert.True(await Store.PublishAsync(Address(), Run("b-3", 0), Soon));
    }

    [Fact]
    public async Task A_repeated_publication_is_made_again()
    {
        Assert.True(await Store.PublishAsync(Address(), Run("b-1", 0, "a.txt"), Soon));
        Assert.True(await Store.PublishAsync(Address(), Run("b-1", 0, "a.txt", "b.txt"), Soon));
        Assert.Equal(2, (await Store.FindAsync(Address(), Soon))!.Files.Count);
    }

    [Fact]
    public async Task A_delegated_task_s_files_are_shown_from_the_build_that_made_them()
    {
        await PutAsync(Attempt("b-1"), "a.txt");
        var shown = Run("b-1", 0, "a.txt").Files;

        await Store.PublishAsync(Address(), Run("b-2", 1) with { Files = shown }, Soon);

        Assert.Equal("a.txt of b-1", await ReadAsync(Store.OpenResultAsync(Address(), "a.txt", Soon)));
    }

    [Fact]
    public async Task Addresses_know_nothing_of_each_other()
    {
        ResultAddress[] addresses =
        [
            Address(), Address("Main"), Address("feature/x"), Address("feature%2fx"), Address("feature"), Address(".."), Address("HEAD"), Address("head"),
            Address(sha: 'b'), Address(head: "fork/app"), Address("ünï 🚂"), Address(new string('b', 240)), Address(new string('b', 241)),
        ];
        foreach (var (address, index) in addresses.Select((address, index) => (address, index)))
            Assert.True(await Store.PublishAsync(address, Run($"b-{index}", 0), Soon));

        foreach (var (address, index) in addresses.Select((address, index) => (address, index)))
            Assert.Equal($"b-{index}", (await Store.FindAsync(address, Soon))!.Build.Value);
    }

    [Fact]
    public async Task Of_many_who_publish_at_once_the_latest_is_shown_in_the_end()
    {
        var runs = Enumerable.Range(0, Callers).Select(minute => Run($"b-{minute}", minute, "a.txt")).ToArray();
        var answers = await AtOnceAsync(caller => Store.PublishAsync(Address(), runs[(caller * 37) % Callers], Soon));

        Same(runs[^1], await Store.FindAsync(Address(), Soon));
        Assert.True(answers[Array.FindIndex([.. Enumerable.Range(0, Callers)], caller => (caller * 37) % Callers == Callers - 1)]);
    }

    [Fact]
    public async Task Readers_never_see_a_mix_or_nothing_while_runs_replace_each_other()
    {
        string[] paths = [.. Enumerable.Range(0, 20).Select(n => $"f{n}.txt")];
        for (var run = 0; run < 30; run++) await PutAsync(Attempt($"b-{run}"), paths);
        await Store.PublishAsync(Address(), Run("b-0", 0, paths), Soon);

        var publishing = Task.Run(async () =>
        {
            for (var run = 1; run < 30; run++) await Store.PublishAsync(Address(), Run($"b-{run}", run, paths), Soon);
        });
        var mixed = await AtOnceAsync(
            async _ =>
            {
                var wrong = 0;
                do
                {
                    var run = (await Store.FindAsync(Address(), Soon))!;
                    foreach (var (path, file) in run.Files.Take(3))
                        wrong += await ReadAsync(Store.OpenFileAsync(file.Attempt, file.Path, Soon)) == Content(run.Build.Value, path) ? 0 : 1;
                    wrong += run.Files.Count == paths.Length ? 0 : 1;
                    wrong += await Store.OpenResultAsync(Address(), paths[0], Soon) is { } stream && Dispose(stream) ? 0 : 1;
                }
                while (!publishing.IsCompleted);
                return wrong;
            },
            callers: 4);
        await publishing;

        Assert.All(mixed, wrong => Assert.Equal(0, wrong));
    }

    [Theory]
    [InlineData("../up")]
    [InlineData("/etc/passwd")]
    public async Task A_run_with_a_path_that_leaves_its_place_is_refused(string path)
    {
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Store.PublishAsync(Address(), Run("b-1", 0, path), Soon));
        Assert.Null(await Store.FindAsync(Address(), Soon));
    }

    [Fact]
    public async Task A_deleted_build_is_shown_nowhere_and_what_replaced_it_stays()
    {
        await Store.PublishAsync(Address("main"), Run("b-1", 0), Soon);
        await Store.PublishAsync(Address("other"), Run("b-1", 0), Soon);
        await Store.PublishAsync(Address("other"), Run("b-2", 1), Soon);

        await Store.DeleteAsync(BuildId.Parse("b-1"), Soon);

        Assert.Null(await Store.FindAsync(Address("main"), Soon));
        Assert.Equal("b-2", (await Store.FindAsync(Address("other"), Soon))!.Build.Value);
    }

    [Fact]
    public async Task A_file_of_a_deleted_build_that_another_one_shows_is_gone_and_no_error()
    {
        await PutAsync(Attempt("b-1"), "a.txt");
        await Store.PublishAsync(Address(), Run("b-2", 1) with { Files = Run("b-1", 0, "a.txt").Files }, Soon);

        await Store.DeleteAsync(BuildId.Parse("b-1"), Soon);

        Assert.NotNull(await Store.FindAsync(Address(), Soon));
        Assert.Null(await Store.OpenResultAsync(Address(), "a.txt", Soon));
    }

    [Fact]
    public async Task Results_outlive_the_process()
    {
        await PutAsync(Attempt(), "a.txt");
        await Store.PublishAsync(Address(), Run("b-1", 0, "a.txt"), Soon);
        await ReopenAsync();

        Assert.Equal("a.txt of b-1", await ReadAsync(Store.OpenResultAsync(Address(), "a.txt", Soon)));
        Assert.False(await Store.PublishAsync(Address(), Run("b-0", 0), Soon));
        await Store.DeleteAsync(BuildId.Parse("b-1"), Soon);
        Assert.Null(await Store.FindAsync(Address(), Soon));
    }

    private static void Same(ResultRun expected, ResultRun? actual)
    {
        Assert.Equal((expected.Build, expected.At), (actual!.Build, actual.At));
        Assert.Equal(expected.Files.AsEnumerable(), actual.Files.AsEnumerable());
    }

    private static bool Dispose(Stream stream)
    {
        stream.Dispose();
        return true;
    }
}
