using System.Globalization;
using System.Text.Json;

namespace Signalbox.Scenario.Tests.Stories;

public sealed class TaskEndStories : IDisposable
{
    private const long Flood = 200_000_000;
    private readonly Scene scene = new();

    public void Dispose() => scene.Dispose();

    [Fact]
    public async Task Every_way_in_which_a_task_can_end_is_told_with_its_reason()
    {
        var line = scene.Lifeline("line");
        scene.Environment["Providers__Process__KillGrace"] = "00:00:00.2";
        scene.Environment["Providers__Process__MaxParallel"] = "8";
        scene.Configure($$"""
            blueprints:
              missing: { run: no-such-command-anywhere }
              killed: { run: kill -9 $$ }
              stubborn: { timeout: 1s, run: {{Scene.Script("trap '' TERM", "while :; do sleep 1000; done")}} }
              endless: { run: printf 'no line end' }
              binary: { run: {{Scene.Script("printf '\\000\\001\\377\\376 binary\\n'")}} }
              grandchild: { run: {{Scene.Script(line.Hold, "sleep 1000 &", "echo done")}} }
            plan: { stages: [{ name: one, tasks: [missing, killed, stubborn, endless, binary, grandchild] }] }
            """);

        (await scene.RunAsync("run", "--id", "b-1", "--json")).Expect(1);

        var tasks = (await scene.StatusAsync("b-1")).GetProperty("stages")[0].GetProperty("tasks").EnumerateArray().Select(Outcome);
        string[] expected =
        [
            "missing failed exit 127: command not found", "killed failed killed by SIGKILL", "stubborn failed timeout",
            "endless succeeded", "binary succeeded", "grandchild succeeded",
        ];
        Assert.Equal(expected, tasks);
        await line.Gone.WaitAsync(TimeSpan.FromSeconds(60));
        Assert.EndsWith("no line end", (await LogAsync("endless")).TrimEnd('\n'), StringComparison.Ordinal);
        Assert.Contains(" binary\n", await LogAsync("binary"), StringComparison.Ordinal);
        Assert.Equal("done\n", await LogAsync("grandchild"));
    }

    [Fact]
    public async Task Two_hundred_megabytes_of_output_are_kept_whole_in_flat_memory()
    {
        var (flood, end) = (scene.Gate("flood"), scene.Gate("end"));
        scene.Configure($$"""
            blueprints:
              flood: { run: {{Scene.Script(scene.Notes.Say("calm"), flood.Pass, $"yes {new string('x', 99)} | head -c {Flood}", "echo the end")}} }
              hold: { run: {{Scene.Script(scene.Notes.Say("flooded"), end.Pass)}} }
            plan: { stages: [{ name: one, tasks: [flood] }, { name: two, tasks: [hold] }] }
            """);
        var run = scene.Start("run", "--id", "b-1");
        await scene.Notes.HearAsync("calm");
        var before = await PeakMemoryAsync(run.Id);
        flood.Open();
        await scene.Notes.HearAsync("flooded");
        var after = await PeakMemoryAsync(run.Id);
        end.Open();
        (await run.EndAsync()).Expect(0);

        Assert.True(after - before < 100_000, $"the host grew from {before} kB to {after} kB");
        var log = new FileInfo(Assert.Single(Directory.GetFiles(Path.Combine(scene.Data, "results", "logs", "b-1", "flood"))));
        // Every line of 100 bytes has a time of 25 in front.
        Assert.Equal((Flood / 100 * 125) + 25 + "the end\n".Length, log.Length);
    }

    private async Task<string> LogAsync(string task) => (await scene.RunAsync("logs", "b-1", task, "--no-timestamps")).Expect(0).Output;

    private static string Outcome(JsonElement task) =>
        $"{task.GetProperty("name")} {task.GetProperty("state")} {(task.TryGetProperty("reason", out var reason) ? reason.GetString() : "")}".TrimEnd();

    /// <summary>The most that the process had in memory at any time, in kB.</summary>
    private static async Task<long> PeakMemoryAsync(int process)
    {
        var line = (await File.ReadAllLinesAsync($"/proc/{process}/status")).Single(one => one.StartsWith("VmHWM:", StringComparison.Ordinal));
        return long.Parse(line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
    }
}
