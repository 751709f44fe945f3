using Microsoft.Data.Sqlite;
using Signalbox.Scenario.Tests.Processes;

namespace Signalbox.Scenario.Tests.Stories;

/// <summary>A data directory that cannot be used: exit 3, what to do, and no half-written build.</summary>
public sealed class DataDirectoryStories : IDisposable
{
    private readonly Scene scene = new();

    public DataDirectoryStories() => scene.Configure($$"""
        blueprints: { work: { run: {{Scene.Script(scene.Notes.Say("work"))}} } }
        plan: { stages: [{ name: one, tasks: [work] }] }
        """);

    private string Database => Path.Combine(scene.Data, "signalbox.db");

    public void Dispose() => scene.Dispose();

    [Fact]
    public async Task A_directory_that_cannot_be_written_is_named()
    {
        var data = scene.Data;
        // Not by permissions, which root does not heed: below a file, and in a file system that takes nothing.
        await File.WriteAllTextAsync(data, "");
        foreach (var path in (string[])[Path.Combine(data, "below"), "/proc/signalbox"])
        {
            scene.Data = path;
            Tells(await scene.RunAsync("run"), path);
        }

        Assert.Empty(await scene.Notes.AllAsync());
    }

    [Fact]
    public async Task A_damaged_database_is_named_and_left_as_it_is()
    {
        (await scene.RunAsync("run", "--id", "b-1")).Expect(0);
        var bytes = await File.ReadAllBytesAsync(Database);
        new Random(7).NextBytes(bytes.AsSpan(0, 4096));
        await File.WriteAllBytesAsync(Database, bytes);

        Tells(await scene.RunAsync("run", "--id", "b-2"), "signalbox.db", "Move it away");
        Tells(await scene.RunAsync("status", "b-1"), "signalbox.db");

        Assert.Equal(bytes, await File.ReadAllBytesAsync(Database));
        File.Delete(Database);
        foreach (var file in Directory.GetFiles(scene.Data, "signalbox.db-*")) File.Delete(file);
        (await scene.RunAsync("run", "--id", "b-2")).Expect(0);
    }

    [Fact]
    public async Task A_foreign_process_that_holds_the_database_is_told_of_and_nothing_is_begun()
    {
        (await scene.RunAsync("run", "--id", "b-1")).Expect(0);
        await using (var foreign = new SqliteConnection($"Data Source={Database};Pooling=False"))
        {
            await foreign.OpenAsync();
            await using var hold = foreign.CreateCommand();
            hold.CommandText = "BEGIN EXCLUSIVE";
            await hold.ExecuteNonQueryAsync();

            Tells(await scene.RunAsync("run", "--id", "b-2", "--fresh"), "held by another program");
        }

        Assert.Equal(["b-1"], await scene.BuildsAsync());
        (await scene.RunAsync("run", "--id", "b-2", "--fresh")).Expect(0);
    }

    [SmallDiskFact]
    public async Task A_full_disk_is_told_of_and_the_build_begins_once_there_is_room()
    {
        using var disk = SmallDisk.TryMount(8)!;
        scene.Data = Path.Combine(disk.Path, "data");
        (await scene.RunAsync("run", "--id", "b-1")).Expect(0);
        var ballast = disk.Fill();

        Tells(await scene.RunAsync("run", "--id", "b-2", "--fresh"), "space");

        Tells(await scene.RunAsync("builds"), "space");
        File.Delete(ballast);
        Assert.Equal(["b-1"], await scene.BuildsAsync());
        (await scene.RunAsync("run", "--id", "b-2", "--fresh")).Expect(0);
        EventOrder.IsThatOfABuild(await scene.EventsAsync("b-2"));
    }

    [SmallDiskFact]
    public async Task A_disk_that_fills_during_a_build_ends_it_as_trouble_of_ours_and_the_same_id_goes_on_later()
    {
        using var disk = SmallDisk.TryMount(8)!;
        scene.Data = Path.Combine(disk.Path, "data");
        var gate = scene.Gate("gate");
        scene.Configure($$"""
            blueprints: { work: { run: {{Scene.Script(scene.Notes.Say("work"), gate.Pass, "echo some output")}} } }
            plan: { stages: [{ name: one, tasks: [work] }, { name: two, tasks: [] }] }
            """);
        var run = scene.Start("run", "--id", "b-1");
        await scene.Notes.HearAsync("work");
        var ballast = disk.Fill();
        gate.Open(8);

        Tells(await run.EndAsync());

        File.Delete(ballast);
        var again = await scene.RunAsync("run", "--id", "b-1", "--json");
        Assert.True(again.ExitCode is 0 or 3, again.ToString());
        EventOrder.IsThatOfABuild(StoredEvent.Read(again));
    }

    private static void Tells(Ending ending, params string[] words)
    {
        ending.Expect(3);
        Assert.DoesNotContain("something went wrong that should not", ending.Errors, StringComparison.Ordinal);
        Assert.All(words, word => Assert.Contains(word, ending.Errors, StringComparison.Ordinal));
    }
}
