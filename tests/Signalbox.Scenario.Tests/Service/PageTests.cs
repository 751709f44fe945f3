using System.Net;
using System.Text.RegularExpressions;

namespace Signalbox.Scenario.Tests.Service;

public sealed partial class PageTests
{
    [Fact]
    public async Task The_page_of_a_build_shows_it_whole_and_lets_nothing_of_it_be_markup()
    {
        await using var scene = await ServiceScene.StartAsync(Configurations.Failing);
        scene.Repository.Branch("<b>bold</b>");
        using (var started = await System.Net.Http.Json.HttpClientJsonExtensions.PostAsJsonAsync(
                   scene.Http, "/api/builds", new { id = "red", repository = scene.Name.Value, @ref = "<b>bold</b>" }))
            Assert.Equal(HttpStatusCode.Accepted, started.StatusCode);
        await scene.FollowAsync("red");
        using var answer = await scene.Http.GetAsync("/builds/red");
        var html = await answer.Content.ReadAsStringAsync();

        Assert.Equal("text/html", answer.Content.Headers.ContentType!.MediaType);
        Assert.Contains("default-src 'none'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<b>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<i>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("http-equiv=\"refresh\"", html, StringComparison.Ordinal);
        foreach (var shown in new[] { "good", "bad", "later", "exit 3", "check_failed", scene.Repository.Head.Value, "/api/builds/red/tasks/bad/log" })
            Assert.Contains(shown, html, StringComparison.Ordinal);
        Assert.Empty(Unbalanced(html));
    }

    [Fact]
    public async Task Every_link_of_the_page_leads_somewhere()
    {
        await using var scene = await ServiceScene.StartAsync();
        await scene.BuildAsync("green");
        await scene.FollowAsync("green");
        var html = await scene.Http.GetStringAsync("/builds/green");
        var links = Link().Matches(html).Select(match => WebUtility.HtmlDecode(match.Groups["to"].Value)).ToList();
        Assert.Contains(links, link => link.EndsWith("/unit/out/digits.txt", StringComparison.Ordinal));
        foreach (var link in links)
        {
            using var answer = await scene.Http.GetAsync(link);
            Assert.True(answer.IsSuccessStatusCode, $"{link}: {answer.StatusCode}");
        }
    }

    [Fact]
    public async Task The_page_of_a_build_that_goes_on_loads_itself_again()
    {
        await using var scene = await ServiceScene.StartAsync(Configurations.Approval);
        await scene.BuildAsync("open");
        Assert.Contains("http-equiv=\"refresh\"", await scene.Http.GetStringAsync("/builds/open"), StringComparison.Ordinal);
        using var missing = await scene.Http.GetAsync("/builds/none");
        await ServiceScene.ProblemAsync(missing, HttpStatusCode.NotFound);
    }

    /// <summary>Elements that are opened and not closed, or the other way round.</summary>
    private static List<string> Unbalanced(string html)
    {
        var open = new Stack<string>();
        List<string> wrong = [];
        foreach (Match tag in Tag().Matches(html))
        {
            var name = tag.Groups["name"].Value;
            if (name is "meta") continue;
            if (!tag.Groups["end"].Success) open.Push(name);
            else if (!open.TryPop(out var last) || last != name) wrong.Add(name);
        }

        return [.. wrong, .. open];
    }

    [GeneratedRegex("href=\"(?<to>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link();

    [GeneratedRegex("<(?<end>/)?(?<name>[a-z][a-z0-9]*)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Tag();
}
