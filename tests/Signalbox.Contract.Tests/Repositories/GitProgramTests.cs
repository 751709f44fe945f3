using Signalbox.Core.Forges;
using Signalbox.Git.Programs;
using Signalbox.Testing.Git;
using Xunit;

namespace Signalbox.Contract.Tests.Repositories;

/// <summary>Running git: which one, with what it may see, and until when.</summary>
public sealed class GitProgramTests : IDisposable
{
    private readonly GitSandbox sandbox = GitSandbox.Create();

    private static CancellationToken Soon => new CancellationTokenSource(TimeSpan.FromSeconds(60)).Token;

    [Theory]
    [InlineData("git version 2.38.0", null)]
    [InlineData("git version 2.39.5 (Apple Git-154)", null)]
    [InlineData("git version 2.45.1.windows.1", null)]
    [InlineData("git version 3.0.rc1", null)]
    [InlineData("git version 2.30.2", "git 2.38 or newer is needed for merge-tree; found 2.30.2 at /usr/bin/git")]
    [InlineData("git version 2.4", "git 2.38 or newer is needed for merge-tree; found 2.4 at /usr/bin/git")]
    [InlineData("busybox", "git 2.38 or newer is needed for merge-tree; '/usr/bin/git' answered 'busybox'")]
    public void A_git_that_is_too_old_is_named_with_its_place(string printed, string? problem) =>
        Assert.Equal(problem, GitVersion.Problem(printed, "/usr/bin/git"));

    [Fact]
    public async Task An_old_git_is_refused_before_it_is_asked_anything()
    {
        if (OperatingSystem.IsWindows()) return;
        var git = Script("echo git version 2.30.2; [ \"$1\" = version ] || touch \"$0.asked\"");
        var error = await Assert.ThrowsAsync<ForgeException>(() => git.Program.RunAsync(new(sandbox.Directory, "status"), Soon));
        Assert.Equal($"git 2.38 or newer is needed for merge-tree; found 2.30.2 at {git.Path}", error.Message);
        Assert.False(File.Exists(git.Path + ".asked"));
    }

    [Fact]
    public async Task A_missing_git_is_said_to_be_missing_and_found_once_it_is_there()
    {
        if (OperatingSystem.IsWindows()) return;
        var path = Path.Combine(sandbox.Root, "later-git");
        var program = new GitProgram(new GitOptions { Executable = path, Environment = sandbox.Environment });
        var error = await Assert.ThrowsAsync<ForgeException>(() => program.RunAsync(new(sandbox.Directory, "status"), Soon));
        Assert.Contains($"'{path}' cannot be started: install git", error.Message, StringComparison.Ordinal);

        File.WriteAllText(path, "#!/bin/sh\nexec git \"$@\"\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        await program.RunAsync(new(sandbox.Directory, "status"), Soon);
    }

    [Fact]
    public async Task An_error_has_the_command_the_place_and_what_git_said()
    {
        var program = new GitProgram(new GitOptions { Environment = sandbox.Environment });
        var error = await Assert.ThrowsAsync<ForgeException>(
            () => program.RunAsync(GitCall.On(sandbox.GitDirectory, "cat-file", "-p", "nope"), Soon));
        Assert.Equal($"git cat-file in '{sandbox.GitDirectory}' ended with exit code 128: fatal: Not a valid object name nope", error.Message);
    }

    [Fact]
    public void A_git_process_sees_no_repository_of_whoever_started_us()
    {
        var variables = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["GIT_DIR"] = "/elsewhere",
            ["GIT_INDEX_FILE"] = "/elsewhere/index",
            ["GIT_WORK_TREE"] = "/elsewhere",
            ["GIT_CONFIG_COUNT"] = "1",
            ["GIT_ALTERNATE_OBJECT_DIRECTORIES"] = "/elsewhere",
            ["GIT_CONFIG_GLOBAL"] = "/mine",
            ["PATH"] = "/bin",
            ["LC_ALL"] = "de_DE",
        };

        new GitEnvironment(new Dictionary<string, string>(StringComparer.Ordinal)).ApplyTo(variables, null);

        Assert.Equal("/mine", variables["GIT_CONFIG_GLOBAL"]);
        Assert.Equal("/bin", variables["PATH"]);
        Assert.Equal("C", variables["LC_ALL"]);
        Assert.Equal("0", variables["GIT_TERMINAL_PROMPT"]);
        Assert.DoesNotContain(variables.Values, value => value is not null && value.StartsWith("/elsewhere", StringComparison.Ordinal));
        Assert.DoesNotContain("GIT_CONFIG_COUNT", variables.Keys);
    }

    [Fact]
    public async Task A_cancelled_git_is_killed()
    {
        if (OperatingSystem.IsWindows()) return;
        var pipe = Path.Combine(sandbox.Root, "started");
        // It tells its process id once it runs, and then would run for an hour.
        var git = Script($"[ \"$1\" = version ] && exec git version\necho $$ > '{pipe}.tmp'; mv '{pipe}.tmp' '{pipe}'; exec sleep 3600");
        using var cancel = new CancellationTokenSource();
        using var watcher = new FileSystemWatcher(sandbox.Root);
        var appeared = new TaskCompletionSource();
        watcher.Renamed += (_, change) => { if (change.FullPath == pipe) appeared.TrySetResult(); };
        watcher.EnableRaisingEvents = true;

        var run = git.Program.RunAsync(new(sandbox.Directory, "status"), cancel.Token);
        await appeared.Task.WaitAsync(TimeSpan.FromSeconds(30));
        using var process = System.Diagnostics.Process.GetProcessById(int.Parse(File.ReadAllText(pipe), System.Globalization.CultureInfo.InvariantCulture));
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        await process.WaitForExitAsync(Soon);
    }

    public void Dispose() => sandbox.Dispose();

    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    private (GitProgram Program, string Path) Script(string text)
    {
        var path = Path.Combine(sandbox.Root, "fake-git");
        File.WriteAllText(path, "#!/bin/sh\n" + text + "\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        return (new(new GitOptions { Executable = path, Environment = sandbox.Environment }), path);
    }
}
