using System.Reflection;
using System.Text.Json;
using Signalbox.GitHub.Api;
using Signalbox.GitHub.Tests.Servers;
using Signalbox.GitHub.Tests.Webhooks;
using Xunit;

namespace Signalbox.GitHub.Tests.Api;

/// <summary>Our calls against the description of its API that GitHub publishes: what we send is in it, and what it shows we can read.</summary>
public sealed class DescriptionTests
{
    private static readonly JsonSerializerOptions CamelCase = new(JsonSerializerDefaults.Web);

    [Fact]
    public async Task Every_call_is_one_that_GitHub_documents_and_reads_what_GitHub_shows_as_its_answer()
    {
        await using var scene = await GitHubScene.StartAsync();
        var sent = new List<Asked>();
        foreach (var (name, call) in EveryCall.All)
        {
            Assert.NotNull(await call(scene)); // the server knows nothing yet
            Assert.True(scene.Server.Requests.Count == sent.Count + 1, name);
            sent.Add(scene.Server.Requests[^1]);
        }

        await GitHubExamples.InstalledAsync();
        var requests = sent.Select(asked => new { method = asked.Method, target = asked.Target, body = asked.Body.Length == 0 ? null : asked.Body });
        var findings = JsonSerializer.Deserialize<Finding[]>(
            await GitHubExamples.RunAsync("node", ["openapi.js"], JsonSerializer.Serialize(requests)), CamelCase)!;

        Assert.Equal(EveryCall.All.Keys, findings.Select(finding => finding.Operation));
        Assert.Empty(findings.SelectMany(finding => finding.Problems.Select(problem => $"{finding.Operation}: {problem}")));
        var wrong = new List<string>();
        foreach (var ((name, call), finding) in EveryCall.All.Zip(findings))
        {
            scene.Server.Answer = Unless.ForToken(Reply.Json(finding.Status, finding.Example?.GetRawText() ?? ""));
            if (await call(scene) is { } trouble) wrong.Add($"{name}: {trouble}");
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public void No_call_is_left_out_of_that_check()
    {
        var methods = typeof(GitHubClient).Assembly.GetExportedTypes()
            .Where(type => type.Name.EndsWith("Api", StringComparison.Ordinal) && type != typeof(OverviewsApi))
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .Count(method => method.Name.EndsWith("Async", StringComparison.Ordinal));
        Assert.Equal(methods, EveryCall.All.Count);
    }

    private sealed record Finding(string? Operation, IReadOnlyList<string> Problems, int Status, JsonElement? Example);
}
