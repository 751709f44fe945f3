using Signalbox.Core.Builds;
using Signalbox.Core.Results;
using Xunit;

namespace Signalbox.Contract.Tests.Providers.Fakes;

public sealed class FakeResultsTests : IAsyncDisposable
{
    private const string Tests = "\"tests\": 12, \"failed\": 3, \"skipped\": 2";
    private readonly FakeWorld world = new();

    public async ValueTask DisposeAsync() => await world.DisposeAsync();

    [Fact]
    public async Task Tests_fail_in_the_attempts_that_fail_and_pass_in_the_others()
    {
        var host = await world.HostAsync();
        var request = world.Request($"{Tests}, \"failures\": 1");

        var first = await world.WatchAsync(host, request, 0);
        var second = await world.WatchAsync(host, request with { Key = request.Key with { Attempt = 2 } }, 0);

        Assert.Equal(new ReportCounts(12, 3, 2), first[0].Reports);
        Assert.Equal(new ReportCounts(12, 0, 2), second[0].Reports);
    }

    [Fact]
    public async Task A_build_without_tests_and_one_that_was_lost_report_none()
    {
        var host = await world.HostAsync();

        Assert.Null((await world.WatchAsync(host, world.Request(), 0))[0].Reports);
        Assert.Null((await world.WatchAsync(host, world.Request($"{Tests}, \"outcome\": \"lose\""), 0))[0].Reports);
    }

    [Fact]
    public async Task The_report_file_is_JUnit_and_says_the_same()
    {
        var host = await world.HostAsync();
        var request = world.Request(
            $"{Tests}, \"outcome\": \"fail\", \"reportFile\": \"out/unit.xml\"", task => task with { JUnitReports = ["out/*.xml"] });

        var seen = await world.WatchAsync(host, request, 0);

        await using var file = await world.Results.OpenFileAsync(request.Key, "out/unit.xml", CancellationToken.None);
        Assert.True(JUnitReader.TryRead(file!, out var report, out var trouble), trouble);
        Assert.Equal(new ReportCounts(12, 3, 2), report!.Counts);
        Assert.Equal(report.Counts, seen[0].Reports);
        Assert.Equal("test 1", report.Failures[0].Name);
    }

    [Fact]
    public async Task Written_out_files_are_kept_and_counted_where_the_blueprint_asks_for_them()
    {
        var host = await world.HostAsync();
        var request = world.Request(
            """
            "tests": 1, "files": {
              "a.xml": "<testsuite><testcase name='x'><failure message='no'/></testcase></testsuite>",
              "bad.xml": "<html>", "notes/read.me": "hello", "other.bin": "x" }
            """,
            task => task with { JUnitReports = ["*.xml"], Artifacts = ["notes/**"] });

        var seen = await world.WatchAsync(host, request, 0);

        Assert.Equal(new ReportCounts(2, 1, 0), seen[0].Reports);
        Assert.Equal(["a.xml", "bad.xml", "notes/read.me"], await KeptAsync(request.Key));
    }

    private async Task<IEnumerable<string>> KeptAsync(TaskAttempt key) =>
        (await world.Results.ListAttemptAsync(key, CancellationToken.None)).Select(file => file.Path);
}
