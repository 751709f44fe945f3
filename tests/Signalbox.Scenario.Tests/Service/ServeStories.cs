using System.Net.Sockets;
using System.Text;
using Signalbox.Scenario.Tests.Cli;

namespace Signalbox.Scenario.Tests.Service;

public sealed class ServeStories
{
    [Fact]
    public async Task A_TERM_during_a_build_loses_nothing_and_the_next_start_goes_on()
    {
        using var scene = CommandScene.Of(
            ("quick", "echo quick >> \"$MARKS\""), ("slow", "echo slow >> \"$MARKS\"; echo waiting; while [ ! -e \"$GATE\" ]; do sleep 0.05; done"));
        var (marks, gate) = (Path.Combine(scene.Repository.Root, "marks"), Path.Combine(scene.Repository.Root, "gate"));
        scene.Repository.Commit("where to wait", (".signalbox.yml", File.ReadAllText(Path.Combine(scene.Repository.Directory, ".signalbox.yml"))
            .Replace("$MARKS", marks, StringComparison.Ordinal).Replace("$GATE", gate, StringComparison.Ordinal)));
        var name = scene.Repository.Repository.Name.Value;

        await using (var first = await ServeProcess.StartAsync(scene))
        {
            await first.BuildAsync("long", name);
            await first.HearAsync("/api/builds/long/events", one => (string?)one["type"] == "TASK_SUCCESS");
            await first.HearAsync("/api/builds/long/tasks/slow/log", piece => ((string)piece["text"]!).Contains("waiting", StringComparison.Ordinal));
            Assert.Equal(0, await first.TerminateAsync());
            Assert.Contains("ending", first.Log, StringComparison.Ordinal);
        }

        await File.WriteAllTextAsync(gate, "");
        await using var second = await ServeProcess.StartAsync(scene);
        var followed = await scene.RunAsync("events", "long", "--follow", "--json", "--server", second.Http.BaseAddress!.ToString());
        Assert.Equal(0, followed.ExitCode);
        Assert.Equal("BUILD_SUCCESS", followed.Json[^1].GetProperty("type").GetString());
        Assert.Equal(Enumerable.Range(1, followed.Json.Count), followed.Json.Select(one => one.GetProperty("seq").GetInt32()));
        // What had ended did not run again; what was cut off did.
        Assert.Equal(["quick", "slow", "slow"], (await File.ReadAllLinesAsync(marks)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_second_service_on_the_directory_is_told_who_owns_it()
    {
        using var scene = CommandScene.Of(("unit", "true"));
        await using var first = await ServeProcess.StartAsync(scene);
        var second = await scene.RunAsync("serve", "--urls", "http://127.0.0.1:0");
        Assert.Equal(3, second.ExitCode);
        Assert.Contains($"{first.Id}", second.Errors, StringComparison.Ordinal);
        Assert.Contains("--data", second.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verbs_without_a_server_work_beside_a_service_and_through_it()
    {
        using var scene = CommandScene.Of(("unit", "true"));
        await using var service = await ServeProcess.StartAsync(scene);
        var run = await scene.RunAsync("run", "--id", "beside");
        Assert.Equal(0, run.ExitCode);
        Assert.Equal("succeeded", (string?)(await service.GetAsync("/api/builds/beside"))["state"]);
    }

    [Fact]
    public async Task Bad_words_are_refused_before_anything_is_made()
    {
        using var scene = CommandScene.Of(("unit", "true"));
        scene.Repository.Clone("copies/app");
        scene.Repository.Clone("others/app");
        foreach (var (words, named) in new (string[] Words, string Named)[]
                 {
                     (["--urls", "ftp://127.0.0.1"], "http://127.0.0.1:8080"), (["--urls", "nonsense"], "http://127.0.0.1:8080"),
                     (["--urls", "http://0.0.0.0:0"], "Api__Tokens__0__Value"), (["--repo", "/nowhere"], "/nowhere"),
                     (["--repo", Path.Combine(scene.Repository.Root, "copies/app"), "--repo", Path.Combine(scene.Repository.Root, "others/app")], "are both"),
                 })
        {
            var refused = await scene.RunAsync(["serve", .. words]);
            Assert.Equal(2, refused.ExitCode);
            Assert.Contains(named, refused.Errors, StringComparison.Ordinal);
        }

        Assert.False(Directory.Exists(scene.Data));
    }

    [Fact]
    public async Task An_address_in_use_is_said()
    {
        using var scene = CommandScene.Of(("unit", "true"));
        using var taken = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        taken.Bind(new System.Net.IPEndPoint(System.Net.IPAddress.Loopback, 0));
        taken.Listen();
        var port = ((System.Net.IPEndPoint)taken.LocalEndPoint!).Port;
        var refused = await scene.RunAsync("serve", "--urls", $"http://127.0.0.1:{port}");
        Assert.Equal(3, refused.ExitCode);
        Assert.Contains($"{port}", refused.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Systemd_hears_when_it_is_ready_and_when_it_ends()
    {
        using var scene = CommandScene.Of(("unit", "true"));
        var path = Path.Combine(scene.Repository.Root, "notify");
        using var listening = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        listening.Bind(new UnixDomainSocketEndPoint(path));
        Environment.SetEnvironmentVariable("NOTIFY_SOCKET", path); // of this process: the child inherits it
        try
        {
            await using var service = await ServeProcess.StartAsync(scene);
            Assert.StartsWith("READY=1", await HearAsync(listening), StringComparison.Ordinal);
            await service.TerminateAsync();
            Assert.Equal("STOPPING=1", await HearAsync(listening));
        }
        finally
        {
            Environment.SetEnvironmentVariable("NOTIFY_SOCKET", null);
        }
    }

    private static async Task<string> HearAsync(Socket socket)
    {
        var buffer = new byte[1024];
        var count = await socket.ReceiveAsync(buffer).WaitAsync(ServiceScene.Patience);
        return Encoding.UTF8.GetString(buffer, 0, count);
    }
}
