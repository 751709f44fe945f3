using System.Collections.Immutable;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http.Features;
using Signalbox.FakeGitHub.Accounts;
using Signalbox.FakeGitHub.Apps;
using Signalbox.FakeGitHub.Clones;
using Signalbox.FakeGitHub.Control;
using Signalbox.FakeGitHub.Faults;
using Signalbox.FakeGitHub.Hooks;
using Signalbox.FakeGitHub.Rest;
using Signalbox.FakeGitHub.Scripts;
using Signalbox.FakeGitHub.SignIn;
using Signalbox.FakeGitHub.Worlds;

namespace Signalbox.FakeGitHub;

/// <summary>
/// A GitHub with state behind a real socket. The script surface is what people do; each deed has its effect and emits its webhooks as it
/// would on GitHub.
/// </summary>
public sealed class FakeGitHubServer : IAsyncDisposable
{
    private readonly WebApplication host;
    private readonly OAuthServer signIn;
    private readonly bool ownsDirectory;

    private FakeGitHubServer(WebApplication host, World world, ExchangeLog requests, OAuthServer signIn, bool ownsDirectory)
    {
        (this.host, World, Requests, this.signIn, this.ownsDirectory) = (host, world, requests, signIn, ownsDirectory);
        App = new(world.App.Id, world.App.Slug, world.Keys.ClientId, world.Keys.ClientSecret, world.Keys.PrivateKeyPem);
    }

    /// <summary>
    /// Where it listens. REST is at the root (as on api.github.com) and at `/api/v3` (as on an Enterprise server), GraphQL at `/graphql` and
    /// `/api/graphql`, OAuth at `/login/oauth`, git at `/{owner}/{repo}.git`, and what steers it at `/_control`.
    /// </summary>
    public Uri Url => new(World.Url + "/");

    /// <summary>The App under test.</summary>
    public AppCredentials App { get; }

    /// <summary>Its webhooks.</summary>
    public DeliveryLog Deliveries => World.Hooks;

    /// <summary>What shall go wrong.</summary>
    public FaultPlan Faults => World.Faults;

    /// <summary>What was asked of the API.</summary>
    public ExchangeLog Requests { get; }

    /// <summary>Who sits at the browser when OAuth asks; null shows a page to choose from.</summary>
    public string? Browser
    {
        get => signIn.Browser;
        set => signIn.Browser = value;
    }

    internal World World { get; }

    /// <summary>Starts one that listens when the task is done.</summary>
    public static async Task<FakeGitHubServer> StartAsync(FakeGitHubOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new();
        var directory = options.Directory is { } given
            ? Directory.CreateDirectory(given).FullName
            : Directory.CreateTempSubdirectory("signalbox-github-").FullName;
        var world = new World(options, directory);
        var routes = new RouteTable();
        AllRoutes.AddTo(routes);
        var requests = new ExchangeLog();
        var api = new ApiServer(world, routes, requests);
        AccountRoutes.AddTo(routes, api.Limits);
        GraphRoutes.AddTo(routes, api.Limits);
        var oauth = new OAuthServer(world);

        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(server => server.Listen(IPAddress.Loopback, options.Port));
        var kestrel = builder.Build();
        var wire = new GitServer(world);
        ControlServer? control = null;
        kestrel.Run(context =>
        {
            if (context.Request.Path.StartsWithSegments(OAuthServer.Root, StringComparison.Ordinal)) return oauth.AnswerAsync(context);
            if (GitServer.IsFor(context.Request.Path)) return wire.AnswerAsync(context);
            if (context.Request.Path.StartsWithSegments(ControlServer.Root, StringComparison.Ordinal)) return control!.AnswerAsync(context);
            var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
            return api.AnswerAsync(context, RequestLine.Parse(context.Request.Method, target));
        });
        // Before it listens: the first request finds all of it.
        var github = new FakeGitHubServer(kestrel, world, requests, oauth, options.Directory is null);
        control = new(new(github));
        await kestrel.StartAsync(cancellationToken);
        world.Url = kestrel.Urls.First().TrimEnd('/');
        return github;
    }

    /// <summary>Makes a repository with one commit on its default branch; its owner is an organization unless that is a known person.</summary>
    /// <param name="fullName">`owner/name`.</param>
    /// <param name="files">Paths and texts of the first commit.</param>
    public Task<FakeRepository> CreateRepositoryAsync(string fullName, params (string Path, string Text)[] files) =>
        CreateRepositoryAsync(new NewRepository(fullName) { Files = [.. files] }, CancellationToken.None);

    /// <summary>Makes a repository.</summary>
    /// <exception cref="ArgumentException">The name is no name, or taken.</exception>
    public async Task<FakeRepository> CreateRepositoryAsync(NewRepository wanted, CancellationToken cancellationToken)
    {
        var created = await World.ChangeAsync(async () =>
        {
            var result = await World.Creation.CreateAsync(
                wanted.FullName, wanted.DefaultBranch, wanted.IsPrivate, parent: null,
                wanted.OwnerIsPerson ? AccountKind.User : AccountKind.Organization, cancellationToken);
            if (result.Value is not { } repository) return result;
            var files = wanted.Files.IsEmpty ? [("README.md", $"# {repository.Name}\n")] : wanted.Files;
            var first = await World.Creation.CommitAsync(
                repository, null, "First commit", files.Select(file => (file.Path, (string?)file.Text)), repository.Owner, cancellationToken);
            await repository.Git.UpdateRefsAsync([new($"refs/heads/{wanted.DefaultBranch}", null, first)], cancellationToken);
            return result;
        }, cancellationToken);
        return created.Value is { } made
            ? new(World, made)
            : throw new ArgumentException(created.Refusal!.Errors.FirstOrDefault()?.Message ?? created.Refusal.Message, nameof(wanted));
    }

    /// <summary>A repository that exists.</summary>
    /// <exception cref="ArgumentException">It does not.</exception>
    public FakeRepository Repository(string fullName) => World.Repositories.Find(fullName) is { } found
        ? new(World, found)
        : throw new ArgumentException($"There is no repository '{fullName}'; make it with {nameof(CreateRepositoryAsync)}.", nameof(fullName));

    /// <summary>Installs the App for an account, or changes which of its repositories it covers.</summary>
    /// <param name="account">The owner.</param>
    /// <param name="repositories">Names of its repositories, without the owner; none for all of them.</param>
    /// <returns>The installation's id.</returns>
    public long Install(string account, params string[] repositories)
    {
        var chosen = repositories.Select(name => Repository($"{account}/{name}").Hosted).ToList();
        return World.Installations.Install(World.Accounts.Get(account, AccountKind.Organization), chosen.Count == 0 ? null : chosen).Id;
    }

    /// <summary>Takes the App away from an account.</summary>
    public void Uninstall(string account)
    {
        if (InstallationOf(account) is { } installation) World.Installations.Remove(installation, installation.Account);
    }

    /// <summary>Suspends the installation of an account, or ends that.</summary>
    public void Suspend(string account, bool suspended = true)
    {
        if (InstallationOf(account) is { } installation) World.Installations.Suspend(installation, installation.Account, suspended);
    }

    /// <summary>A token of a person's own for the API, without an end.</summary>
    public string TokenOf(string login) => World.Tokens.Issue(World.Accounts.User(login));

    /// <summary>A token of the App's installation for the API, as `POST …/access_tokens` gives it.</summary>
    /// <exception cref="ArgumentException">The App is not installed there.</exception>
    public string InstallationTokenOf(string account) => InstallationOf(account) is { } installation
        ? World.Tokens.Issue(installation, installation.Permissions, null, stateless: false).Value
        : throw new ArgumentException($"The App is not installed for '{account}'; do that with {nameof(Install)}.", nameof(account));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        World.Dispose();
        if (ownsDirectory) Directory.Delete(World.Directory, recursive: true);
    }

    private Installation? InstallationOf(string account) =>
        World.Accounts.Find(account) is { } found ? World.Installations.Of(found) : null;
}

/// <summary>A repository to be made.</summary>
/// <param name="FullName">`owner/name`.</param>
public sealed record NewRepository(string FullName)
{
    /// <summary>The first branch.</summary>
    public string DefaultBranch { get; init; } = "main";

    /// <summary>Only those with a role see it.</summary>
    public bool IsPrivate { get; init; }

    /// <summary>A new owner is a person and no organization.</summary>
    public bool OwnerIsPerson { get; init; }

    /// <summary>Paths and texts of the first commit; empty for a README.</summary>
    public ImmutableArray<(string Path, string Text)> Files { get; init; } = [];
}

/// <summary>What an App's owner gets from GitHub.</summary>
/// <param name="Id">The numeric id.</param>
/// <param name="Slug">Its URL name.</param>
/// <param name="ClientId">For OAuth, and as the JWT's issuer.</param>
/// <param name="ClientSecret">For OAuth.</param>
/// <param name="PrivateKeyPem">PKCS#1.</param>
public sealed record AppCredentials(long Id, string Slug, string ClientId, string ClientSecret, string PrivateKeyPem);
