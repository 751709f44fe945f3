using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Xunit;

namespace Signalbox.FakeGitHub.Tests.Schemas;

/// <summary>
/// Checks what was said against GitHub's own descriptions, exact versions from npm, with ajv. Needs Node.js with npm.
/// </summary>
internal static class SchemaCheck
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Schemas", "SchemaCheck");

    public static async Task<SchemaReport> RunAsync(Said said)
    {
        if (!Directory.Exists(Path.Combine(Folder, "node_modules", "ajv")))
            await RunAsync(OperatingSystem.IsWindows() ? "npm.cmd" : "npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], "");
        return JsonSerializer.Deserialize<SchemaReport>(await RunAsync("node", ["check.js"], JsonSerializer.Serialize(said, Web)), Web)!;
    }

    private static async Task<string> RunAsync(string program, IReadOnlyList<string> arguments, string input)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            StandardOutputEncoding = Encoding.UTF8,
        })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(2));
        Assert.True(process.ExitCode == 0, $"{program} ended with {process.ExitCode}: {await error}");
        return await output;
    }
}

/// <summary>What went over the wire.</summary>
internal sealed record Said(IReadOnlyList<SaidExchange> Exchanges, IReadOnlyList<SaidWebhook> Deliveries);

internal sealed record SaidExchange(string Method, string Path, string Query, string Route, string RequestBody, int Status, string ResponseBody);

internal sealed record SaidWebhook(string Event, string Body);

/// <summary>What is wrong with it, and how much was looked at.</summary>
internal sealed record SchemaReport(IReadOnlyList<string> Problems, SchemaCounts Checked);

internal sealed record SchemaCounts(int Requests, int Responses, int Webhooks, int Queries);
