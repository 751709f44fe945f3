using System.Runtime.InteropServices;
using Signalbox.Core.Changes;
using Signalbox.Core.Failures;
using Signalbox.Core.Forges;
using Signalbox.Core.Providers;
using Signalbox.Testing.Processes;
using Xunit;

namespace Signalbox.Contract.Tests.Providers.Processes;

public sealed class ProcessOutcomeTests
{
    [Theory]
    [InlineData("exit 3", "exit 3")]
    [InlineData("no-such-command-anywhere", "exit 127: command not found")]
    [InlineData("./hello.txt", "exit 126: not executable")]
    [InlineData("kill -SEGV $$", "killed by SIGSEGV")]
    [InlineData("sh -c 'kill -KILL $$'; exit $?", "exit 137: killed by SIGKILL")]
    [InlineData("false; true", "exit 1")]
    [InlineData("kill -9 $$", "killed by SIGKILL")]
    public async Task A_failing_script_says_how_it_ended(string script, string reason)
    {
        await using var world = new ProcessWorld();

        var (status, _) = await world.RunAsync(script);

        Assert.Equal(new ProviderBuildState.Failed(reason), status.State);
        Assert.Equal(reason, status.Metadata![BuildMetadata.ProviderState]);
    }

    [Fact]
    public async Task An_unset_variable_fails_the_script()
    {
        await using var world = new ProcessWorld();

        var (status, log) = await world.RunAsync("echo $NOT_SET; true");

        Assert.IsType<ProviderBuildState.Failed>(status.State);
        Assert.Contains("NOT_SET", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_script_runs_in_a_clean_checkout_of_the_exact_commit()
    {
        await using var world = new ProcessWorld();
        world.Sandbox.Commit("Later", ("hello.txt", "changed\n"));
        world.Sandbox.Write("hello.txt", "dirty\n");

        var (status, log) = await world.RunAsync("cat hello.txt; git rev-parse HEAD; git status --porcelain; test \"$PWD\" = \"$SIGNALBOX_WORKSPACE\"");

        Assert.IsType<ProviderBuildState.Succeeded>(status.State);
        Assert.Equal($"hello\n{world.Commit}\n", ProcessWorld.WithoutTimes(log));
    }

    [Fact]
    public async Task Nothing_can_be_read_from_standard_input()
    {
        await using var world = new ProcessWorld();

        var (status, log) = await world.RunAsync("cat; echo end");

        Assert.IsType<ProviderBuildState.Succeeded>(status.State);
        Assert.Equal("end\n", ProcessWorld.WithoutTimes(log));
    }

    [Fact]
    public async Task A_writer_into_a_closed_pipe_ends_although_the_host_ignores_the_signal()
    {
        await using var world = new ProcessWorld();

        var (status, _) = await world.RunAsync("yes | head -n 1");

        Assert.IsType<ProviderBuildState.Succeeded>(status.State);
    }

    [Fact]
    public async Task A_commit_that_is_not_there_fails_the_task()
    {
        await using var world = new ProcessWorld();
        await using var host = await world.HostAsync();
        var request = world.Request("true");
        request = request with { Commit = new(CommitSha.Parse(new string('d', 40)), "refs/heads/main") };

        var (status, log) = await world.RunAsync(host, request);

        Assert.Contains("the checkout failed: The checkout of dddd", Assert.IsType<ProviderBuildState.Failed>(status.State).Reason, StringComparison.Ordinal);
        Assert.Contains("the checkout failed: The checkout of dddd", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Trouble_with_the_disk_says_nothing_about_the_change()
    {
        await using var world = new ProcessWorld();
        world.Checkouts.Before = _ => throw new CheckoutException("No space left on device");

        var (status, log) = await world.RunAsync("true");

        var lost = Assert.IsType<ProviderBuildState.Lost>(status.State);
        Assert.False(lost.OurCrash);
        Assert.Contains("No space left", lost.Reason, StringComparison.Ordinal);
        Assert.Contains("No space left", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_script_that_the_system_cannot_pass_on_fails_with_a_reason()
    {
        await using var world = new ProcessWorld();

        var (status, _) = await world.RunAsync("true " + new string('x', 4 * 1024 * 1024));

        Assert.Contains(Marshal.GetPInvokeErrorMessage(7), Assert.IsType<ProviderBuildState.Failed>(status.State).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_environment_is_the_allowed_ours_and_the_tasks_and_nothing_else()
    {
        await using var world = new ProcessWorld();
        Environment.SetEnvironmentVariable("Secrets__PLANTED", "planted-value");
        world.Secrets["TOKEN"] = "abcd";

        var (_, log) = await world.RunAsync(
            "env | cut -d= -f1 | sort; echo at $PLACE; echo $SIGNALBOX_BUILD $SIGNALBOX_TASK $SIGNALBOX_ATTEMPT $CI",
            task => task with { Env = task.Env.Add("PLACE", "home"), Secrets = ["TOKEN"] });

        Environment.SetEnvironmentVariable("Secrets__PLANTED", null);
        var names = ProcessWorld.WithoutTimes(log).Split('\n').TakeWhile(line => !line.StartsWith("at ", StringComparison.Ordinal)).ToHashSet();
        Assert.Superset(new HashSet<string> { "CI", "SIGNALBOX", "SIGNALBOX_COMMIT", "SIGNALBOX_REF", "SIGNALBOX_REPOSITORY", "TOKEN", "PATH" }, names);
        Assert.DoesNotContain(names, name => name.Contains("__", StringComparison.Ordinal));
        Assert.EndsWith("at home\nb-1 unit[os=linux] 1 true\n", ProcessWorld.WithoutTimes(log), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_without_a_value_is_refused_by_its_name()
    {
        await using var world = new ProcessWorld();
        await using var host = await world.HostAsync();
        var request = world.Request("true", task => task with { Env = task.Env.Add("URL", "https://u:${TOKEN}@host/") });

        var refusal = await Assert.ThrowsAsync<InvalidRequestException>(() => host.ScheduleAsync(request, CancellationToken.None));

        Assert.Contains("Secrets__TOKEN", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_repository_on_a_forge_is_refused()
    {
        await using var world = new ProcessWorld();
        await using var host = await world.HostAsync();
        var request = world.Request("true") with { Repository = new("github.com", RepositoryName.Parse("acme/app")) };

        await Assert.ThrowsAsync<InvalidRequestException>(() => host.ScheduleAsync(request, CancellationToken.None));
    }

    [Fact]
    public async Task The_isolation_command_stands_before_the_shell()
    {
        await using var world = new ProcessWorld();
        world.Options = new() { Isolation = "env ISOLATED='yes it is'" };

        var (_, log) = await world.RunAsync("echo $ISOLATED");

        Assert.Equal("yes it is\n", ProcessWorld.WithoutTimes(log));
    }

    [Fact]
    public async Task An_isolation_command_that_is_not_there_is_the_hosts_fault()
    {
        await using var world = new ProcessWorld();
        world.Options = new() { Isolation = "no-such-sandbox --strict" };

        var (status, _) = await world.RunAsync("true");

        Assert.Contains("'no-such-sandbox'", Assert.IsType<ProviderBuildState.Lost>(status.State).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_more_run_at_once_than_are_allowed()
    {
        await using var world = new ProcessWorld();
        world.Options = new() { MaxParallel = 1 };
        await using var host = await world.HostAsync();
        var line = world.Lifeline();
        var gate = world.Lifeline("gate");
        var first = world.Request($"{line.Hold}; {Lifeline.SayReady()}; {gate.Hold}; exec sleep 1000");
        var second = world.Request("true");

        var firstId = await host.ScheduleAsync(first, CancellationToken.None);
        await line.Ready;
        var secondId = await host.ScheduleAsync(second, CancellationToken.None);
        Assert.IsType<ProviderBuildState.Accepted>((await host.PollAsync(secondId, CancellationToken.None)).State);
        await host.CancelAsync(firstId, CancellationToken.None);

        Assert.IsType<ProviderBuildState.Succeeded>((await world.Reports.EndOfAsync(secondId)).State);
        Assert.Equal(1, host.MaxParallel);
    }

    [Fact]
    public async Task Running_is_reported_before_the_end_and_a_refused_report_is_repeated()
    {
        await using var world = new ProcessWorld();
        await using var host = await world.HostAsync();
        world.Reports.RefuseNext(3);
        var request = world.Request("true");

        var (status, _) = await world.RunAsync(host, request);

        Assert.Equal([new ProviderBuildState.Running(), new ProviderBuildState.Succeeded()], world.Reports.StatesOf(request.Key));
        Assert.True(long.Parse(status.Metadata![BuildMetadata.DurationMs], null) >= 0);
    }

    [Fact]
    public async Task An_attempt_that_nobody_here_knows_was_lost_with_its_host()
    {
        await using var world = new ProcessWorld();
        await using var host = await world.HostAsync();

        var status = await host.PollAsync(ProviderBuildId.Parse("process://b-77/unit/1"), CancellationToken.None);

        Assert.True(Assert.IsType<ProviderBuildState.Lost>(status.State).OurCrash);
    }

    [Theory]
    [InlineData("process://b-1")]
    [InlineData("process://b-1/unit/0")]
    [InlineData("process://b-1/unit/01")]
    [InlineData("process://b-1/unit[os=linux]/1")]
    [InlineData("process://b-1/unit/1/2")]
    [InlineData("process://b 1/unit/1")]
    public async Task An_id_in_any_but_its_canonical_form_is_not_found(string id)
    {
        await using var world = new ProcessWorld();
        await using var host = await world.HostAsync();

        await Assert.ThrowsAsync<BuildNotFoundException>(() => host.PollAsync(ProviderBuildId.Parse(id), CancellationToken.None));
    }
}
