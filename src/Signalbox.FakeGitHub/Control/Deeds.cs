using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Signalbox.FakeGitHub.Faults;
using Signalbox.FakeGitHub.Hooks;
using Signalbox.FakeGitHub.PullRequests;
using Signalbox.FakeGitHub.Repositories;

namespace Signalbox.FakeGitHub.Control;

/// <summary>What can be done by name: each deed is one of the script surface.</summary>
internal sealed class Deeds
{
    private readonly FakeGitHubServer github;
    private readonly SortedDictionary<string, (string Takes, Func<DeedInput, Task<JsonNode?>> Do)> deeds = new(StringComparer.Ordinal);

    public Deeds(FakeGitHubServer github)
    {
        this.github = github;
        AddRepositories();
        AddPullRequests();
        AddTroubles();
    }

    public IReadOnlyCollection<string> Names => deeds.Keys;

    public JsonObject Describe() => new()
    {
        ["url"] = github.Url.ToString(),
        ["app"] = new JsonObject { ["id"] = github.App.Id, ["slug"] = github.App.Slug, ["clientId"] = github.App.ClientId },
        ["webhooks"] = github.Deliveries.Url?.ToString(),
        ["deeds"] = new JsonObject(deeds.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value.Takes))),
        ["deliveries"] = new JsonArray([.. github.Deliveries.All.TakeLast(50).Select(JsonNode (one) => new JsonObject
        {
            ["id"] = one.Id, ["event"] = one.Event, ["action"] = one.Action, ["status"] = one.Status, ["statusCode"] = one.StatusCode,
        })]),
        ["faults"] = new JsonArray([.. github.Faults.Waiting.Select(one => (JsonNode)one)]),
    };

    public async Task<JsonNode> DoAsync(string name, JsonObject body) => await deeds[name].Do(new(github, body)) ?? new JsonObject { ["done"] = true };

    private void Add(string name, string takes, Func<DeedInput, Task<JsonNode?>> deed) => deeds[name] = (takes, deed);

    private void Add(string name, string takes, Func<DeedInput, Task> deed) => Add(name, takes, async input =>
    {
        await deed(input);
        return (JsonNode?)null;
    });

    private void Add(string name, string takes, Action<DeedInput> deed) => Add(name, takes, input =>
    {
        deed(input);
        return Task.CompletedTask;
    });

    private void AddRepositories()
    {
        Add("create-repository", "repository, files", async input =>
        {
            var files = input.Files.Select(file => (file.Path, file.Text ?? "")).ToImmutableArray();
            var made = await github.CreateRepositoryAsync(new NewRepository(input["repository"]) { Files = files }, CancellationToken.None);
            return (JsonNode?)new JsonObject { ["repository"] = made.FullName, ["directory"] = made.GitDirectory };
        });
        Add("install", "account, repositories", input => github.Install(input["account"], [.. input.Texts("repositories")]));
        Add("uninstall", "account", input => github.Uninstall(input["account"]));
        Add("permit", "repository, login, role", input => input.Repository.Permit(input["login"], input.Word<RepositoryRole>("role")));
        Add("push", "repository, branch, by, files", async input =>
            (JsonNode?)new JsonObject { ["sha"] = await input.Repository.PushAsync(input["branch"], input["by"], [.. input.Files]) });
        Add("delete-branch", "repository, branch, by", input => input.Repository.DeleteBranchAsync(input["branch"], input["by"]));
        Add("fork", "repository, owner", async input => (JsonNode?)new JsonObject { ["repository"] = (await input.Repository.ForkAsync(input["owner"])).FullName });
        Add("check", "repository, sha, name, app, conclusion", input =>
            input.Repository.CheckAsync(input["sha"], input["name"], input.Optional("conclusion"), input["app"]));
        Add("status", "repository, sha, state, context, by", input => input.Repository.SetStatusAsync(input["sha"], input["state"], input["context"], input["by"]));
        Add("press", "repository, check, by, button", input => input.Repository.Press(input.Number("check"), input["by"], input.Optional("button")));
    }

    private void AddPullRequests()
    {
        Add("open", "repository, branch, by, title, body, base, from, files", async input =>
        {
            var opened = await input.Repository.OpenPullRequestAsync(new(input["branch"], input["by"])
            {
                Title = input.Optional("title"),
                Body = input.Optional("body"),
                Base = input.Optional("base"),
                Files = [.. input.Files],
                From = input.Optional("from") is { } fork ? github.Repository(fork) : null,
            });
            return (JsonNode?)new JsonObject { ["number"] = opened.Number, ["sha"] = opened.HeadSha };
        });
        Add("comment", "repository, number, by, body", async input => (JsonNode?)new JsonObject { ["id"] = await input.PullRequest.CommentAsync(input["by"], input["body"]) });
        Add("review", "repository, number, by, state", async input =>
            (JsonNode?)new JsonObject { ["id"] = await input.PullRequest.ReviewAsync(input["by"], input.Word<ReviewState>("state"), input.Optional("body") ?? "") });
        Add("label", "repository, number, by, labels", input => input.PullRequest.LabelAsync(input["by"], [.. input.Texts("labels")]));
        Add("unlabel", "repository, number, by, labels", input => input.PullRequest.UnlabelAsync(input["by"], [.. input.Texts("labels")]));
        Add("close", "repository, number, by", input => input.PullRequest.CloseAsync(input["by"]));
        Add("reopen", "repository, number, by", input => input.PullRequest.ReopenAsync(input["by"]));
        Add("draft", "repository, number, by", input => input.PullRequest.DraftAsync(isDraft: true, input["by"]));
        Add("ready", "repository, number, by", input => input.PullRequest.DraftAsync(isDraft: false, input["by"]));
        Add("retarget", "repository, number, by, base", input => input.PullRequest.RetargetAsync(input["base"], input["by"]));
        Add("merge", "repository, number, by", async input => (JsonNode?)new JsonObject { ["sha"] = await input.PullRequest.MergeAsync(input["by"]) });
    }

    private void AddTroubles()
    {
        Add("fault", "fault (slow, refused, lost-answer, disconnected, primary-limit, secondary-limit, stale-read), route, times, skip, seconds, status", input =>
            github.Faults.Add(FaultOf(input), input.Optional("route") ?? "** **", (int)(input.OptionalNumber("times") ?? 1), (int)(input.OptionalNumber("skip") ?? 0)));
        Add("delivery-fault", "fault (lost, forgotten, twice, late), event, times", input =>
            github.Deliveries.Plan(input.Word<DeliveryFault>("fault"), input.Optional("event"), (int)(input.OptionalNumber("times") ?? 1)));
        Add("no-faults", "", _ => github.Faults.Clear());
        Add("redeliver", "delivery", input => _ = github.Deliveries.Redeliver(input.Number("delivery"))
            ? true
            : throw new FormatException($"There is no delivery {input.Number("delivery")} that can be sent again."));
        Add("browse-as", "login", input => github.Browser = input.Optional("login"));
    }

    private static Fault FaultOf(DeedInput input)
    {
        var time = TimeSpan.FromSeconds(input.OptionalNumber("seconds") ?? 60);
        return input["fault"] switch
        {
            "slow" => new Fault.Slow(time),
            "refused" => new Fault.Refused((int)(input.OptionalNumber("status") ?? 500)),
            "lost-answer" => new Fault.LostAnswer(),
            "disconnected" => new Fault.Disconnected(),
            "primary-limit" => new Fault.PrimaryLimit(time),
            "secondary-limit" => new Fault.SecondaryLimit(time),
            "stale-read" => new Fault.StaleRead(),
            var other => throw new FormatException($"There is no fault '{other}'; GET {ControlServer.Root} lists them."),
        };
    }
}
