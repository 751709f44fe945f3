using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Signalbox.Core.Builds;
using Signalbox.Core.Changes;
using Signalbox.Core.Plans;
using Signalbox.Core.Providers;
using Signalbox.Core.Results;
using Signalbox.Core.Secrets;
using Signalbox.Embedded.Files;
using Signalbox.Providers.Process;
using Signalbox.Testing.Git;
using Signalbox.Testing.Providers;
using Signalbox.Testing.Processes;

namespace Signalbox.Contract.Tests.Providers.Processes;

/// <summary>A repository, a data directory and hosts of it, all real.</summary>
internal sealed class ProcessWorld : ISecrets, IAsyncDisposable
{
    private readonly ConcurrentBag<ProcessProvider> hosts = [];
    private readonly FileResultStore files;
    private int builds;

    public ProcessWorld()
    {
        Sandbox = GitSandbox.Create();
        Commit = Sandbox.Commit("First", ("hello.txt", "hello\n"));
        Checkouts = new(Sandbox);
        Data = Path.Combine(Sandbox.Root, "data");
        Results = files = new(Path.Combine(Data, "results"));
    }

    public GitSandbox Sandbox { get; }

    public CommitSha Commit { get; }

    public SandboxCheckouts Checkouts { get; }

    public string Data { get; }

    /// <summary>Where hosts that are made from now on keep logs and results.</summary>
    public IResultStore Results { get; set; }

    public RecordedReports Reports { get; private set; } = new();

    public Dictionary<string, string> Secrets { get; } = new(StringComparer.Ordinal);

    public TimeProvider Time { get; set; } = TimeProvider.System;

    public ProcessOptions Options { get; set; } = new() { MaxParallel = 4 };

    /// <summary>A host of the data directory as it comes up. One that is not disposed is one that crashed.</summary>
    public async Task<ProcessProvider> HostAsync()
    {
        Reports = new();
        var host = HostThatReportsNothing();
        await host.StartReportingAsync(Reports, CancellationToken.None);
        return host;
    }

    public ProcessProvider HostThatReportsNothing()
    {
        var host = new ProcessProvider(Checkouts, Results, this, Options, Data, Time, NullLogger<ProcessProvider>.Instance);
        hosts.Add(host);
        return host;
    }

    public ScheduleRequest Request(string script, Func<PlannedTask, PlannedTask>? change = null)
    {
        var task = new PlannedTask
        {
            Name = "unit[os=linux]",
            Blueprint = "unit",
            Provider = "process",
            Settings = ImmutableSortedDictionary<string, JsonElement>.Empty.Add("run", JsonSerializer.SerializeToElement(script)),
            Digest = new string('0', 64),
        };
        task = change?.Invoke(task) ?? task;
        return new()
        {
            Repository = Sandbox.Repository,
            Commit = new(Commit, "refs/heads/main"),
            Changes = [new([ChangeUri.ForRef(Sandbox.Repository.Name, "refs/heads/main", Commit)], ChangeAction.Validate)],
            Task = task,
            Key = new(BuildId.Parse($"b-{Interlocked.Increment(ref builds)}"), task.Name, 1),
        };
    }

    /// <summary>Runs a script to its end in a host of its own.</summary>
    public async Task<(ProviderStatus Status, string Log)> RunAsync(string script, Func<PlannedTask, PlannedTask>? change = null)
    {
        await using var host = await HostAsync();
        return await RunAsync(host, Request(script, change));
    }

    public async Task<(ProviderStatus Status, string Log)> RunAsync(ProcessProvider host, ScheduleRequest request)
    {
        var id = await host.ScheduleAsync(request, CancellationToken.None);
        return (await Reports.EndOfAsync(id), await LogAsync(request.Key));
    }

    /// <summary>The log as Latin-1, so that every byte is one letter.</summary>
    public async Task<string> LogAsync(TaskAttempt key)
    {
        await using var log = await Results.OpenLogAsync(key, 0, CancellationToken.None);
        if (log is null) return "";
        using var reader = new StreamReader(log, Encoding.Latin1);
        return await reader.ReadToEndAsync();
    }

    /// <summary>The log without the times before its lines.</summary>
    public static string WithoutTimes(string log) =>
        string.Join('\n', log.Split('\n').Select(line => line.Length > 25 && line[10] == 'T' ? line[25..] : line == "" ? "" : line.TrimEnd()));

    public Lifeline Lifeline(string name = "line") => new(Sandbox.Root, name);

    public bool Has(Repository repository, string name) => Secrets.ContainsKey(name);

    public string? Find(Repository repository, string name) => Secrets.GetValueOrDefault(name);

    public IReadOnlyCollection<string> Values => Secrets.Values;

    public async ValueTask DisposeAsync()
    {
        foreach (var host in hosts) await host.DisposeAsync();
        files.Dispose();
        Sandbox.Dispose();
    }
}
