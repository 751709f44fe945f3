using System.Text;

namespace Signalbox.Scenario.Tests.Stories;

public sealed class SecretStories : IDisposable
{
    private const string Token = "tok-9f3a\"7c<51&e0-planted";
    private const string Key = "-----BEGIN KEY-----\nMIIplantedLineOne\nplantedLineTwo+/=\n-----END KEY-----";
    private readonly Scene scene = new();

    public void Dispose() => scene.Dispose();

    [Fact]
    public async Task A_secrets_value_is_found_nowhere()
    {
        var gate = scene.Gate("gate");
        scene.Environment["Secrets__TOKEN"] = Token;
        scene.Environment["Secrets__KEY"] = Key;
        scene.Configure($$"""
            blueprints:
              leak:
                secrets: [TOKEN, KEY]
                env: { COPY: "${TOKEN}" }
                artifacts: ["out/**"]
                reports: { junit: "report.xml" }
                run: {{Scene.Script(
                    "echo raw $TOKEN; echo copy $COPY >&2; printf '%s\\n' \"$KEY\"; printf %s \"$TOKEN\" | base64; printf 'user:%s' \"$TOKEN\" | base64",
                    "printf 'begin-%s' \"${TOKEN%%7c*}\"",
                    scene.Notes.Say("half"),
                    gate.Pass,
                    "printf '7c%s\\n' \"${TOKEN#*7c}\"",
                    "mkdir out; echo x >\"out/$TOKEN.txt\"; echo kept >out/plain.txt",
                    """escaped=$(printf %s "$TOKEN" | sed 's/&/\&amp;/; s/</\&lt;/; s/"/\&quot;/')""",
                    """printf '<testsuite tests="1" failures="1"><testcase name="t"><failure message="%s">%s</failure></testcase></testsuite>' "$escaped" "$escaped" >report.xml""",
                    "echo last words: $TOKEN; exit 1")}}
            plan: { stages: [{ name: one, tasks: [leak] }] }
            """);
        var run = scene.Start("run", "--id", "b-1");
        await scene.Notes.HearAsync("half");

        // The host lives: what is written is still in the database's journal.
        Assert.NotEmpty(Directory.GetFiles(scene.Data, "*-wal"));
        IsClean("the data directory of a live host", DataBytes());
        gate.Open(2);
        var ended = (await run.EndAsync()).Expect(1);
        var again = (await scene.RunAsync("retry", "b-1", "--json")).Expect(1);

        var log = (await scene.RunAsync("logs", "b-1")).Expect(0);
        Assert.Contains("raw ***", log.Output, StringComparison.Ordinal);
        Assert.Contains("begin-***", log.Output, StringComparison.Ordinal);
        Assert.Contains("last words: ***", ended.Output, StringComparison.Ordinal);
        var status = await scene.RunAsync("status", "b-1", "--json");
        Assert.Contains("\"failed\":1", status.Output, StringComparison.Ordinal);
        var results = Directory.GetFiles(Path.Combine(scene.Data, "results"), "*", SearchOption.AllDirectories);
        Assert.Contains(results, path => File.ReadAllText(path) == "kept\n");
        Assert.Contains(results, path => File.ReadAllText(path).Contains("<failure message=\"***", StringComparison.Ordinal));
        IsClean("the data directory", DataBytes());
        foreach (var one in new[] { ended, again, log, status, await scene.RunAsync("events", "b-1", "--json"), await scene.RunAsync("status", "b-1") })
            IsClean("what a command said", Encoding.UTF8.GetBytes(one.ToString()));
    }

    private byte[] DataBytes() =>
    [
        .. Directory.EnumerateFileSystemEntries(scene.Data, "*", SearchOption.AllDirectories)
            .SelectMany(path => (byte[])[.. Encoding.UTF8.GetBytes(path + "\n"), .. Bytes(path)]),
    ];

    private static byte[] Bytes(string path)
    {
        var file = new FileInfo(path);
        // Empty are also the lock, which is held, and the socket, which cannot be opened.
        if (!file.Exists || file.Length == 0) return [];
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    private static void IsClean(string where, ReadOnlySpan<byte> bytes)
    {
        foreach (var trace in Traces())
            Assert.True(bytes.IndexOf(Encoding.UTF8.GetBytes(trace)) < 0, $"{where} has '{trace}'");
    }

    private static IEnumerable<string> Traces()
    {
        yield return Token;
        yield return Token.Replace("\"", "\\\"", StringComparison.Ordinal);
        yield return Token.Replace("\"", "\\u0022", StringComparison.Ordinal);
        yield return "7c&lt;51&amp;e0-planted";
        yield return "51&e0-planted";
        yield return Convert.ToBase64String(Encoding.UTF8.GetBytes(Token))[..28];
        yield return Convert.ToBase64String(Encoding.UTF8.GetBytes("user:" + Token))[8..32];
        yield return "MIIplantedLineOne";
        yield return "plantedLineTwo";
    }

    [Fact]
    public async Task A_secret_that_a_task_was_not_given_is_hidden_all_the_same()
    {
        scene.Environment["Secrets__ELSEWHERE"] = "pl4nted/elsewhere";
        scene.Configure($$"""
            blueprints:
              nosy: { run: {{Scene.Script("printf 'found %s%s here\\n' pl4nted /elsewhere")}} }
            plan: { stages: [{ name: one, tasks: [nosy] }] }
            """);

        (await scene.RunAsync("run", "--id", "b-1")).Expect(0);

        var log = (await scene.RunAsync("logs", "b-1", "nosy")).Expect(0);
        Assert.Contains("found *** here", log.Output, StringComparison.Ordinal);
    }
}
