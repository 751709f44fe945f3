using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Signalbox.Cli.Serving;
using Signalbox.Core.Changes;
using Signalbox.Embedded.Host.Ownership;
using Signalbox.Testing.Git;

namespace Signalbox.Scenario.Tests.Service;

/// <summary>A real service on a free port over a real repository, in this process.</summary>
internal sealed class ServiceScene : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("signalbox-service-");
    private LocalService? service;

    private ServiceScene(GitSandbox repository) => Repository = repository;

    public GitSandbox Repository { get; }

    public RepositoryName Name => Repository.Repository.Name;

    public DataDirectory Data => new(Path.Combine(folder.FullName, "data"));

    public Uri Address => new(service!.Addresses.First());

    public HttpClient Http { get; private set; } = new();

    public static async Task<ServiceScene> StartAsync(string configuration = Configurations.OneTask, string? settings = null)
    {
        var repository = GitSandbox.Create();
        repository.Commit("configuration", (".signalbox.yml", configuration));
        var scene = new ServiceScene(repository);
        Directory.CreateDirectory(scene.Data.Path);
        if (settings is not null) await File.WriteAllTextAsync(Path.Combine(scene.Data.Path, "appsettings.json"), settings);
        try
        {
            await scene.StartServiceAsync();
            return scene;
        }
        catch
        {
            await scene.DisposeAsync();
            throw;
        }
    }

    public async Task StartServiceAsync()
    {
        var (repositories, problem) = await ServedRepositories.OpenAsync([Repository.Directory], CancellationToken.None);
        Assert.Null(problem);
        service = await LocalService.StartAsync(Data, ["http://127.0.0.1:0"], repositories!, TimeProvider.System, CancellationToken.None).WaitAsync(Patience);
        Http = new() { BaseAddress = Address, Timeout = Patience };
    }

    public async Task StopServiceAsync()
    {
        if (service is not null) await service.DisposeAsync().AsTask().WaitAsync(Patience);
        service = null;
    }

    public void Use(string token) => Http.DefaultRequestHeaders.Authorization = new("Bearer", token);

    /// <summary>Asks for a build of HEAD and gives its id.</summary>
    public async Task<string> BuildAsync(string id)
    {
        using var answer = await Http.PostAsJsonAsync("/api/builds", new { id, repository = Name.Value, @ref = "main" });
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        return (string)(await JsonAsync(answer))["id"]!;
    }

    /// <summary>Follows a build's events to its end.</summary>
    public async Task<IReadOnlyList<JsonObject>> FollowAsync(string id)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/builds/{id}/events");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        using var answer = await Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        List<JsonObject> events = [];
        await foreach (var item in System.Net.ServerSentEvents.SseParser.Create(await answer.Content.ReadAsStreamAsync()).EnumerateAsync())
        {
            if (item.EventType == "message") events.Add(JsonNode.Parse(item.Data)!.AsObject());
        }

        return events;
    }

    public async Task<JsonObject> GetAsync(string path, HttpStatusCode status = HttpStatusCode.OK)
    {
        using var answer = await Http.GetAsync(path);
        Assert.Equal(status, answer.StatusCode);
        return await JsonAsync(answer);
    }

    public static async Task<JsonObject> JsonAsync(HttpResponseMessage answer) =>
        JsonSerializer.Deserialize<JsonObject>(await answer.Content.ReadAsStringAsync())!;

    /// <summary>That the answer is a problem as RFC 9457 has it.</summary>
    public static async Task<JsonObject> ProblemAsync(HttpResponseMessage answer, HttpStatusCode status)
    {
        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = await JsonAsync(answer);
        Assert.Equal((int)status, (int)problem["status"]!);
        Assert.StartsWith("urn:signalbox:problem:", (string)problem["type"]!, StringComparison.Ordinal);
        Assert.NotEmpty((string)problem["title"]!);
        Assert.NotEmpty((string)problem["detail"]!);
        return problem;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await StopServiceAsync();
        Repository.Dispose();
        folder.Delete(recursive: true);
    }
}
