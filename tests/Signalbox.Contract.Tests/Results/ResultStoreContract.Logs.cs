using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Signalbox.Core.Builds;
using Signalbox.Core.Results;
using Xunit;

namespace Signalbox.Contract.Tests.Results;

public abstract partial class ResultStoreContract
{
    [Fact]
    public async Task A_log_is_what_was_appended()
    {
        Assert.Equal(6, await AppendAsync(0, "hello "));
        Assert.Equal(12, await AppendAsync(6, "wörld"));

        Assert.Equal("hello wörld", await LogAsync());
        Assert.Equal(12, await Store.LogLengthAsync(Attempt(), Soon));
    }

    [Fact]
    public async Task A_log_that_nobody_wrote_is_not_there()
    {
        Assert.Null(await Store.LogLengthAsync(Attempt(), Soon));
        Assert.Null(await Store.OpenLogAsync(Attempt(), 0, Soon));
        Assert.Equal(0, await AppendAsync(5, "too far"));
        Assert.Null(await Store.LogLengthAsync(Attempt(), Soon));
    }

    [Fact]
    public async Task A_log_of_a_task_that_says_nothing_is_empty_and_there()
    {
        Assert.Equal(0, await AppendAsync(0, ""));
        Assert.Equal(0, await Store.LogLengthAsync(Attempt(), Soon));
        Assert.Equal("", await LogAsync());
    }

    [Fact]
    public async Task A_repeated_append_changes_nothing()
    {
        await AppendAsync(0, "one ");
        Assert.Equal(4, await AppendAsync(0, "one "));
        await AppendAsync(4, "two");
        Assert.Equal(7, await AppendAsync(0, "one "));

        Assert.Equal("one two", await LogAsync());
    }

    [Fact]
    public async Task An_append_behind_the_end_is_not_made()
    {
        await AppendAsync(0, "one");
        Assert.Equal(3, await AppendAsync(7, "gap"));
        Assert.Equal("one", await LogAsync());
    }

    [Fact]
    public async Task A_position_before_the_beginning_is_an_error() =>
        await Assert.ThrowsAnyAsync<ArgumentException>(() => AppendAsync(-1, "no"));

    [Fact]
    public async Task The_largest_append_is_taken_and_a_larger_one_is_refused()
    {
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Store.AppendLogAsync(Attempt(), 0, new byte[IResultStore.LargestAppend + 1], Soon));
        Assert.Null(await Store.LogLengthAsync(Attempt(), Soon));
        Assert.Equal(IResultStore.LargestAppend, await Store.AppendLogAsync(Attempt(), 0, new byte[IResultStore.LargestAppend], Soon));
    }

    [Fact]
    public async Task A_log_is_read_from_any_place_to_what_is_there_now()
    {
        await AppendAsync(0, "0123456789");
        await using var open = (await Store.OpenLogAsync(Attempt(), 4, Soon))!;
        await AppendAsync(10, "later");

        Assert.Equal("456789", await new StreamReader(open).ReadToEndAsync(Soon));
        Assert.Equal("later", await LogAsync(10));
        Assert.Equal("", await LogAsync(99));
    }

    [Fact]
    public async Task Of_many_who_append_at_one_place_at_once_one_is_kept_whole()
    {
        await AtOnceAsync(caller => AppendAsync(0, new string((char)('a' + (caller % 26)), 1 + caller)));

        var log = (await LogAsync())!;
        Assert.Single(log.Distinct());
        Assert.Equal(log.Length, await Store.LogLengthAsync(Attempt(), Soon));
    }

    [Fact]
    public async Task Many_writers_with_a_log_each_do_not_disturb_each_other()
    {
        await AtOnceAsync(async caller =>
        {
            long position = 0;
            for (var line = 0; line < 20; line++) position = await AppendAsync(position, $"{caller} says {line}\n", Attempt(task: $"t{caller}"));
            return caller;
        });

        for (var caller = 0; caller < Callers; caller++)
        {
            var expected = string.Concat(Enumerable.Range(0, 20).Select(line => $"{caller} says {line}\n"));
            Assert.Equal(expected, await ReadAsync(Store.OpenLogAsync(Attempt(task: $"t{caller}"), 0, Soon)));
        }
    }

    [Fact]
    public async Task Builds_tasks_and_attempts_have_logs_of_their_own()
    {
        TaskAttempt[] attempts =
        [
            Attempt(), Attempt(attempt: 2), Attempt(build: "b-2"), Attempt(build: "B-1"), Attempt(task: "Unit"), Attempt(task: "UNIT"),
            Attempt(task: "unit/1"), Attempt(task: "unit%2f1"), Attempt(task: "^unit"), Attempt(task: "."), Attempt(task: ".."), Attempt(task: "..."),
            Attempt(task: "../unit"), Attempt(task: "a b\\c:d*e?f\"g<h>i|j"), Attempt(task: "con"), Attempt(task: "Con.txt"), Attempt(task: "grüße 🚂"),
            Attempt(task: "unit[os=linux,tfm=net10.0]"), Attempt(task: "unit."), Attempt(task: "unit "), Attempt(task: ""),
            Attempt(task: new string('x', 600)), Attempt(task: new string('x', 599) + "y"), Attempt(task: new string('X', 600)), Attempt(task: new string('ü', 300)),
        ];

        foreach (var attempt in attempts) await AppendAsync(0, attempt.ToString(), attempt);

        foreach (var attempt in attempts) Assert.Equal(attempt.ToString(), await ReadAsync(Store.OpenLogAsync(attempt, 0, Soon)));
    }

    [Fact]
    public async Task A_log_goes_on_after_the_end_of_the_process_at_its_length()
    {
        await AppendAsync(0, "before ");
        await ReopenAsync();

        var length = (await Store.LogLengthAsync(Attempt(), Soon))!.Value;
        Assert.Equal(7, await AppendAsync(0, "before "));
        await AppendAsync(length, "after");
        Assert.Equal("before after", await LogAsync());
    }

    [Fact]
    public void However_appends_are_repeated_and_torn_apart_the_log_has_the_same_bytes()
    {
        // Each step: how many bytes the writer has next, and how many times it says so; below 0 it has lost count and asks the store.
        var steps = Gen.Choose(1, 40).SelectMany(length => Gen.Choose(-1, 3).Select(times => (length, times))).ArrayOf();
        var story = 0;
        Prop.ForAll(steps.ToArbitrary(), played => PlayAsync(Attempt(task: $"story {story++}"), played).GetAwaiter().GetResult()).QuickCheckThrowOnFailure();
    }

    private async Task PlayAsync(TaskAttempt attempt, (int Length, int Times)[] steps)
    {
        var expected = new StringBuilder();
        foreach (var (length, times) in steps)
        {
            var bytes = string.Concat(Enumerable.Range(expected.Length, length).Select(n => (char)('a' + (n % 26))));
            var position = times < 0 ? await Store.LogLengthAsync(attempt, Soon) ?? 0 : expected.Length;
            for (var time = 0; time <= Math.Max(0, times); time++) Assert.Equal(position + length, await AppendAsync(position, bytes, attempt));
            Assert.Equal(position + length, await AppendAsync(position + length + 1, "gap", attempt));
            expected.Append(bytes);
        }

        Assert.Equal(expected.ToString(), await ReadAsync(Store.OpenLogAsync(attempt, 0, Soon)) ?? "");
    }

    private Task<long> AppendAsync(long position, string text, TaskAttempt? attempt = null) =>
        Store.AppendLogAsync(attempt ?? Attempt(), position, Encoding.UTF8.GetBytes(text), Soon);

    private Task<string?> LogAsync(long offset = 0) => ReadAsync(Store.OpenLogAsync(Attempt(), offset, Soon));
}
