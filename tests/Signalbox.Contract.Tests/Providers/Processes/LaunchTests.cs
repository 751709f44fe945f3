using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Signalbox.Providers.Process;
using Signalbox.Providers.Process.Launch;
using Xunit;

namespace Signalbox.Contract.Tests.Providers.Processes;

public sealed class LaunchTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData("", new string[0])]
    [InlineData("sudo -n -u builder", new[] { "sudo", "-n", "-u", "builder" })]
    [InlineData("  run 'a  b' --x=\"it's\" '' ", new[] { "run", "a  b", "--x=it's", "" })]
    public void A_command_prefix_is_split_at_spaces_outside_of_quotes(string text, string[] words) =>
        Assert.Equal(words, CommandPrefix.Parse(text));

    [Fact]
    public void On_Windows_the_shell_is_the_one_in_the_path_or_the_one_of_Git()
    {
        var files = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { @"C:\Git\cmd\git.exe", @"C:\Git\cmd\..\bin\sh.exe", @"D:\tools\sh.exe" };

        Assert.Equal(@"C:\Git\cmd\..\bin\sh.exe", Shell.FindOnWindows(@"C:\Windows;C:\Git\cmd", files.Contains));
        Assert.Equal(@"D:\tools\sh.exe", Shell.FindOnWindows(@"C:\Git\cmd;D:\tools", files.Contains));
        Assert.Null(Shell.FindOnWindows(@"C:\Windows", files.Contains));
    }

    [Fact]
    public async Task The_portable_process_passes_output_environment_and_exit_code()
    {
        await using var process = PortableProcess.Start(new(
            ["sh", "-euc", "exec 2>&1\necho $WORD; echo two >&2; cat; exit 5"], Path.GetTempPath(), Environment(("WORD", "one"))));

        using var reader = new StreamReader(process.Output, Encoding.UTF8);
        Assert.Equal("one\ntwo\n", await reader.ReadToEndAsync().WaitAsync(Limit));
        await process.Exited.WaitAsync(Limit);
        Assert.Equal(5, process.Collect().Code);
    }

    [Fact]
    public async Task The_portable_process_is_killed_with_its_children()
    {
        await using var process = PortableProcess.Start(new(["sh", "-euc", "sleep 1000 & echo up; wait"], Path.GetTempPath(), Environment()));
        using var reader = new StreamReader(process.Output, Encoding.UTF8);
        Assert.Equal("up", await reader.ReadLineAsync().WaitAsync(Limit));

        process.Kill();

        await process.Exited.WaitAsync(Limit);
        Assert.Equal("", await reader.ReadToEndAsync().WaitAsync(Limit));
    }

    [Theory]
    [InlineData("MaxParallel", "0", "MaxParallel")]
    [InlineData("Isolation", "bwrap 'open", "Providers__Process__Isolation")]
    [InlineData("MaxLogBytes", "12", "MaxLogBytes")]
    public void A_wrong_setting_is_named_at_start_up(string key, string value, string named)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new(key, value)]).Build();
        using var services = new ServiceCollection().AddProcessProvider(configuration, Path.GetTempPath()).BuildServiceProvider();

        var refusal = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IOptions<ProcessOptions>>().Value);

        Assert.Contains(named, refusal.Message, StringComparison.Ordinal);
    }

    private static Dictionary<string, string> Environment(params (string Name, string Value)[] more)
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal) { ["PATH"] = System.Environment.GetEnvironmentVariable("PATH")! };
        foreach (var (name, value) in more) all[name] = value;
        return all;
    }
}
