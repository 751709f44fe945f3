using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text.Json.Nodes;
using Signalbox.Scenario.Tests.Cli;

namespace Signalbox.Scenario.Tests.Service;

/// <summary>`signalbox serve` as a process, over the repository and directory of a scene.</summary>
internal sealed class ServeProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly ConcurrentQueue<string> lines = [];
    private Task reading = Task.CompletedTask;

    private ServeProcess(Process process) => this.process = process;

    public HttpClient Http { get; } = new() { Timeout = ServiceScene.Patience };

    public int Id => process.Id;

    public string Log => string.Join('\n', lines);

    public static async Task<ServeProcess> StartAsync(CommandScene scene, params string[] more)
    {
        var started = new ServeProcess(scene.Start(
            scene.Repository.Directory, ["serve", "--repo", scene.Repository.Directory, "--urls", "http://127.0.0.1:0", .. more]));
        var listening = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        _ = started.process.StandardOutput.ReadToEndAsync();
        started.reading = started.ReadAsync(listening);
        started.Http.BaseAddress = await listening.Task.WaitAsync(ServiceScene.Patience);
        return started;
    }

    public async Task BuildAsync(string id, string repository)
    {
        using var answer = await Http.PostAsJsonAsync("/api/builds", new { id, repository, @ref = "main" });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    public async Task<JsonNode> GetAsync(string path) => JsonNode.Parse(await Http.GetStringAsync(path))!;

    /// <summary>Follows a stream of the service until something in it is so.</summary>
    public async Task HearAsync(string path, Func<JsonNode, bool> isIt)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.Add(new("text/event-stream"));
        using var answer = await Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        using var patience = new CancellationTokenSource(ServiceScene.Patience);
        await foreach (var item in SseParser.Create(await answer.Content.ReadAsStreamAsync()).EnumerateAsync(patience.Token))
        {
            if (item.EventType == "message" && isIt(JsonNode.Parse(item.Data)!)) return;
        }

        Assert.Fail($"{path} ended without it.");
    }

    /// <summary>Sends SIGTERM and gives the exit code.</summary>
    public async Task<int> TerminateAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
        await process.WaitForExitAsync().WaitAsync(ServiceScene.Patience);
        await reading;
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (!process.HasExited) process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private async Task ReadAsync(TaskCompletionSource<Uri> listening)
    {
        const string Sign = "listening on ";
        while (await process.StandardError.ReadLineAsync() is { } line)
        {
            lines.Enqueue(line);
            if (line.StartsWith(Sign, StringComparison.Ordinal)) listening.TrySetResult(new(line[Sign.Length..line.IndexOf(',', StringComparison.Ordinal)]));
        }

        listening.TrySetException(new InvalidOperationException($"The service did not start: {Log}"));
    }
}
