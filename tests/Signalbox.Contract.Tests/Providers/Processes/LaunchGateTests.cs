using System.Diagnostics;
using Signalbox.Providers.Process.Launch;
using Xunit;

namespace Signalbox.Contract.Tests.Providers.Processes;

public sealed class LaunchGateTests
{
    [Theory]
    [InlineData(null, "", 1)]
    [InlineData("be", "", 1)]
    [InlineData("begin\n", "ran\n", 0)]
    public async Task A_script_whose_host_died_before_it_wrote_down_the_process_never_runs(string? word, string output, int exit)
    {
        var start = new ProcessStartInfo("sh", ["-c", Shell.Gate, "sh", "echo ran"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using var process = Process.Start(start)!;
        if (word is not null) await process.StandardInput.WriteAsync(word);
        process.StandardInput.Close();

        Assert.Equal(output, await process.StandardOutput.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(30)));
        await process.WaitForExitAsync();
        Assert.Equal(exit, process.ExitCode);
    }
}
