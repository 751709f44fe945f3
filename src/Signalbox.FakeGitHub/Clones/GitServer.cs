using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Signalbox.FakeGitHub.Apps;
using Signalbox.FakeGitHub.Repositories;
using Signalbox.FakeGitHub.Rest;
using Signalbox.FakeGitHub.Worlds;
using Signalbox.Git.Programs;

namespace Signalbox.FakeGitHub.Clones;

/// <summary>
/// git over HTTP, the clone URL of a repository: `git clone` and `git push` with a token as password. git's own programs speak the
/// protocol; what a push changed has its webhooks and its pull requests as any other. Branch protection is not asked here.
/// </summary>
internal sealed partial class GitServer(World world)
{
    public static bool IsFor(PathString path) => Address().IsMatch(path.Value ?? "");

    public async Task AnswerAsync(HttpContext context)
    {
        var match = Address().Match(context.Request.Path.Value!);
        var service = match.Groups["service"].Value is "info/refs" ? context.Request.Query["service"].ToString() : match.Groups["service"].Value;
        var isPush = service == "git-receive-pack";
        if (service is not ("git-upload-pack" or "git-receive-pack") || world.Repositories.Find(match.Groups["name"].Value) is not { } repository)
        {
            context.Response.StatusCode = 404;
            return;
        }

        if (Find(context) is not { } caller || (isPush ? Access.Write("contents") : Access.Read("contents")).Problem(caller, repository) is not null)
        {
            context.Response.StatusCode = 401;
            context.Response.Headers.WWWAuthenticate = "Basic realm=\"GitHub\"";
            return;
        }

        context.Response.Headers.CacheControl = "no-cache";
        if (match.Groups["service"].Value == "info/refs") await AdvertiseAsync(context, repository, service);
        else if (isPush) await ReceiveAsync(context, repository, caller);
        else await ServeAsync(context, repository, service);
    }

    private static async Task AdvertiseAsync(HttpContext context, HostedRepository repository, string service)
    {
        context.Response.ContentType = $"application/x-{service}-advertisement";
        var line = $"# service={service}\n";
        var refs = await repository.Git.RunAsync(Call(repository, service, "--advertise-refs"), context.RequestAborted);
        await context.Response.WriteAsync($"{line.Length + 4:x4}{line}0000", context.RequestAborted);
        await context.Response.Body.WriteAsync(refs.Bytes, context.RequestAborted);
    }

    private static async Task ServeAsync(HttpContext context, HostedRepository repository, string service)
    {
        var input = await ReadAsync(context.Request);
        var output = await repository.Git.RunAsync(Call(repository, service) with { Input = input }, context.RequestAborted);
        context.Response.ContentType = $"application/x-{service}-result";
        await context.Response.Body.WriteAsync(output.Bytes, context.RequestAborted);
    }

    private async Task ReceiveAsync(HttpContext context, HostedRepository repository, Caller caller)
    {
        await world.ChangeAsync(async () =>
        {
            var before = await TipsAsync(repository, context.RequestAborted);
            await ServeAsync(context, repository, "git-receive-pack");
            var after = await TipsAsync(repository, CancellationToken.None);
            var moved = before.Keys.Union(after.Keys).Where(name => before.GetValueOrDefault(name) != after.GetValueOrDefault(name));
            foreach (var name in moved.Order(StringComparer.Ordinal))
            {
                var change = new RefChange(name, before.GetValueOrDefault(name), after.GetValueOrDefault(name));
                var forced = change is { Before: { } old, After: { } tip } && !await repository.Git.IsAncestorAsync(old, tip, CancellationToken.None);
                await world.Refs.FollowAsync(repository, change, forced, caller.Actor ?? world.App.Bot, CancellationToken.None);
            }

            return true;
        }, context.RequestAborted);
    }

    private static async Task<Dictionary<string, string>> TipsAsync(HostedRepository repository, CancellationToken cancellationToken) =>
        (await repository.Git.RefsAsync("refs/", cancellationToken)).ToDictionary(one => one.Name, one => one.Sha, StringComparer.Ordinal);

    private static GitCall Call(HostedRepository repository, string service, params string[] options) =>
        new(repository.Git.Directory, ["-c", "core.hooksPath=/dev/null", service["git-".Length..], "--stateless-rpc", .. options, repository.Git.Directory]);

    // `x-access-token:{token}`; any name will do.
    private Caller? Find(HttpContext context)
    {
        var header = context.Request.Headers.Authorization.ToString();
        if (!header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase)) return world.Tokens.Find(header);
        return GitRoutes.TryDecode(header["Basic ".Length..], out var bytes) && Encoding.UTF8.GetString(bytes).Split(':', 2) is [_, var token]
            ? world.Tokens.Find($"Bearer {token}")
            : null;
    }

    private static async Task<byte[]> ReadAsync(HttpRequest request)
    {
        using var body = new MemoryStream();
        // git compresses what is long.
        await using Stream source = request.Headers.ContentEncoding == "gzip" ? new GZipStream(request.Body, CompressionMode.Decompress, leaveOpen: true) : request.Body;
        await source.CopyToAsync(body, request.HttpContext.RequestAborted);
        return body.ToArray();
    }

    [GeneratedRegex(@"^/(?<name>[^/]+/[^/]+?)\.git/(?<service>info/refs|git-upload-pack|git-receive-pack)$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Address();
}
