namespace Signalbox.Scenario.Tests.Stories;

public sealed class OddNameStories
{
    [Theory]
    [InlineData("a dir with spaces", "feature/it's-\"quoted\"")]
    [InlineData("c# 100% & <more>", "fix#12;echo-no$HOME")]
    [InlineData("ünï-猫 '\"`", "größe/猫🚂")]
    [InlineData("-rf", "a@b+c=d,e!")]
    public async Task A_repository_and_a_branch_of_any_name_are_built(string directory, string branch)
    {
        using var scene = new Scene(directory);
        scene.Repository.Write("dir of files/näme #1.txt", "content");
        scene.Configure($$"""
            blueprints:
              work:
                artifacts: ["**/*.out"]
                run: {{Scene.Script(
                    "test \"$(cat 'dir of files/näme #1.txt')\" = content",
                    "echo x >'dir of files/a b #.out'",
                    "printf 'ref=%s\\n' \"$SIGNALBOX_REF\"")}}
            plan: { stages: [{ name: one, tasks: [work] }] }
            """);
        scene.Repository.Branch(branch);

        (await scene.RunAsync("run", "--id", "b-1")).Expect(0);
        scene.Repository.Switch("main");
        var named = (await scene.RunAsync("run", "--ref", branch, "--id", "b-2", "--fresh", "--json")).Expect(0);

        EventOrder.IsThatOfABuild(StoredEvent.Read(named));
        foreach (var build in (string[])["b-1", "b-2"])
        {
            Assert.Equal($"ref=refs/heads/{branch}\n", (await scene.RunAsync("logs", build, "work", "--no-timestamps")).Output);
            var status = await scene.StatusAsync(build);
            Assert.Equal($"refs/heads/{branch}", status.GetProperty("ref").GetString());
            Assert.EndsWith($":{branch}", status.GetProperty("change").GetString(), StringComparison.Ordinal);
        }
    }
}
