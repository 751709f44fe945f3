using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace Signalbox.Core.Tests.Plans;

/// <summary>
/// Checks documents against a schema with ajv, the validator that editors use: no .NET validator of draft 2020-12 restores from every
/// feed that this repository must build from. Needs Node.js with npm.
/// </summary>
internal static class JsonSchemaCheck
{
    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Plans", "SchemaCheck");

    public static async Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> RunAsync(
        string schema, IReadOnlyList<(string Name, JsonNode? Document)> documents)
    {
        if (!Directory.Exists(Path.Combine(Folder, "node_modules", "ajv")))
            await RunAsync(OperatingSystem.IsWindows() ? "npm.cmd" : "npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], "");
        var input = new JsonObject
        {
            ["schema"] = JsonNode.Parse(schema),
            ["documents"] = new JsonArray([.. documents.Select(one => new JsonObject { ["name"] = one.Name, ["document"] = one.Document })]),
        };
        var output = await RunAsync("node", ["check.js"], input.ToJsonString());
        return JsonSerializer.Deserialize<Dictionary<string, IReadOnlyList<string>>>(output)!;
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
