using System.Text;
using Signalbox.Core.Builds;
using Signalbox.Core.Providers;
using Signalbox.Core.Results;
using Xunit;

namespace Signalbox.Contract.Tests.Providers.Processes;

public sealed class ProcessResultsTests
{
    private const string Report = "<testsuite><testcase name='a'/><testcase name='b'><failure message='no'>hunter2</failure></testcase><testcase name='c'><skipped/></testcase></testsuite>";

    [Fact]
    public async Task Artifacts_and_reports_are_kept_also_when_the_task_fails()
    {
        await using var world = new ProcessWorld();
        await using var host = await world.HostAsync();
        var request = world.Request(
            $"mkdir -p out/deep; echo 1 > out/deep/a.bin; echo 2 > other.bin; cat > out/r.xml <<'X'\n{Report}\nX\nexit 1",
            task => task with { Artifacts = ["out/**/*.{bin,txt}", "hello.txt"], JUnitReports = ["out/*.xml"] });

        var (status, _) = await world.RunAsync(host, request);

        Assert.IsType<ProviderBuildState.Failed>(status.State);
        Assert.Equal(new ReportCounts(3, 1, 1), status.Reports);
        Assert.Equal(["hello.txt", "out/deep/a.bin", "out/r.xml"], await PathsAsync(world, request.Key));
    }

    [Fact]
    public async Task Nothing_outside_of_the_checkout_is_kept_by_way_of_a_link()
    {
        await using var world = new ProcessWorld();
        await using var host = await world.HostAsync();
        var outside = Directory.CreateDirectory(Path.Combine(world.Sandbox.Root, "outside")).FullName;
        await File.WriteAllTextAsync(Path.Combine(outside, "key.txt"), "host's own");
        var request = world.Request(
            $"ln -s '{outside}' dir; ln -s '{outside}/key.txt' link.txt; mkfifo pipe.txt; ln -s . loop; echo > real.txt",
            task => task with { Artifacts = ["**/*.txt"] });

        var (status, log) = await world.RunAsync(host, request);

        Assert.IsType<ProviderBuildState.Succeeded>(status.State);
        Assert.Equal(["hello.txt", "real.txt"], await PathsAsync(world, request.Key));
        Assert.Contains("2 links or special files were not kept", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Limits_are_kept_and_said()
    {
        await using var world = new ProcessWorld { Options = new() { MaxResultFiles = 3, MaxResultBytes = 1000 } };
        await using var host = await world.HostAsync();
        var request = world.Request(
            "head -c 2000 /dev/zero > a.bin; for i in 1 2 3 4; do echo > $i.bin; done", task => task with { Artifacts = ["*.bin"] });

        var (_, log) = await world.RunAsync(host, request);

        Assert.Equal(["1.bin", "2.bin", "3.bin"], await PathsAsync(world, request.Key));
        Assert.Contains("2 files were not kept: a task keeps at most 3 files with 1000 bytes together", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_report_that_is_none_is_a_line_in_the_log_and_no_failure()
    {
        await using var world = new ProcessWorld();
        await using var host = await world.HostAsync();
        var request = world.Request(
            $"echo '<testsuite><testcase' > bad.xml; echo '<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><testsuite>&e;</testsuite>' > evil.xml; echo '{Report.Replace("'", "\"", StringComparison.Ordinal)}' > good.xml",
            task => task with { JUnitReports = ["*.xml"] });

        var (status, log) = await world.RunAsync(host, request);

        Assert.IsType<ProviderBuildState.Succeeded>(status.State);
        Assert.Equal(new ReportCounts(3, 1, 1), status.Reports);
        Assert.Contains("bad.xml is not a right JUnit report", log, StringComparison.Ordinal);
        Assert.Contains("evil.xml is not a right JUnit report", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_is_neither_in_a_kept_report_nor_in_a_kept_name()
    {
        await using var world = new ProcessWorld();
        world.Secrets["TOKEN"] = "hunter2";
        await using var host = await world.HostAsync();
        var request = world.Request(
            $"echo > $TOKEN.txt; echo > \"$(printf 'a\\nb').txt\"; echo > fine.txt; echo \"{Report}\" > r.xml; echo $TOKEN $TOKEN | tr a-z a-z; cat $TOKEN-missing",
            task => task with { Artifacts = ["*.txt"], JUnitReports = ["*.xml"], Secrets = ["TOKEN"] });

        var (status, log) = await world.RunAsync(host, request);

        Assert.Equal(["fine.txt", "hello.txt", "r.xml"], await PathsAsync(world, request.Key));
        await using var report = await world.Results.OpenFileAsync(request.Key, "r.xml", CancellationToken.None);
        var text = await new StreamReader(report!, Encoding.UTF8).ReadToEndAsync();
        Assert.Contains("<failure message='no'>***</failure>", text, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", log + status, StringComparison.Ordinal);
        Assert.Contains("1 files were not kept: a secret is in the name", log, StringComparison.Ordinal);
        Assert.Contains("1 files were not kept: names with control characters", log, StringComparison.Ordinal);
    }

    private static async Task<IEnumerable<string>> PathsAsync(ProcessWorld world, TaskAttempt key) =>
        (await world.Results.ListAttemptAsync(key, CancellationToken.None)).Select(file => file.Path);
}
