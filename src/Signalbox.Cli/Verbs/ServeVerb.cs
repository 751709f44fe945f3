using System.CommandLine;
using System.Runtime.ExceptionServices;
using Signalbox.Cli.Access;
using Signalbox.Cli.Invocations;
using Signalbox.Cli.Serving;
using Signalbox.Embedded.Host.Ownership;

namespace Signalbox.Cli.Verbs;

/// <summary>`serve`: the service on one machine.</summary>
internal static class ServeVerb
{
    private const string DefaultAddress = "http://127.0.0.1:8080";

    public static Verb Create(Invocation invocation)
    {
        var urls = new Option<string[]>("--urls")
        {
            HelpName = "URL",
            Description = $"Where to listen; several with ';' between, or given several times. Default: {DefaultAddress}.",
        };
        var repositories = new Option<string[]>("--repo")
        {
            HelpName = "BARE",
            Description = "A repository on disk whose commits may be asked for by its name. May be given several times.",
        };
        var data = Words.Data();
        return new Verb(
                "serve", "Runs the service on this machine: the HTTP API and the pages of builds, until it is told to end.",
                "signalbox serve", "signalbox serve --repo /srv/git/app.git --urls http://127.0.0.1:9000")
            .With(urls, repositories, data)
            .Does((parsed, stop) => ServeAsync(
                invocation, Addresses(parsed.GetValue(urls)), parsed.GetValue(repositories) ?? [],
                invocation.Directory(parsed.GetValue(data)), stop));
    }

    private static async Task<int> ServeAsync(
        Invocation invocation, IReadOnlyList<string> addresses, string[] directories, DataDirectory data, CancellationToken stop)
    {
        var (repositories, problem) = await ServedRepositories.OpenAsync(directories, stop);
        if (repositories is null) return invocation.Refuse(problem!);
        await using var service = await LocalService.StartAsync(data, addresses, repositories, invocation.Time, stop);
        foreach (var address in service.Addresses) invocation.Terminal.Diagnose($"listening on {address}, data in {data.Path}");
        var notice = new ServiceNotice(invocation.Variable);
        notice.Ready();

        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (stop.Register(told.SetResult))
        {
            var first = await Task.WhenAny(told.Task, service.Fault);
            notice.Stopping();
            if (first == service.Fault) ExceptionDispatchInfo.Throw(await service.Fault);
        }

        invocation.Terminal.Diagnose("ending; what has not ended goes on when the service starts again");
        return ExitCode.Success;
    }

    private static IReadOnlyList<string> Addresses(string[]? given) => given is { Length: > 0 }
        ? [.. given.SelectMany(one => one.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))]
        : [DefaultAddress];
}
