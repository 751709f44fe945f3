using Signalbox.Core.Plans;
using Signalbox.Core.Providers;
using Signalbox.Providers.Fake;
using Signalbox.Providers.Process;
using Xunit;

namespace Signalbox.Core.Tests.Plans;

/// <summary>The sample files, and readers for them.</summary>
internal static class Samples
{
    /// <summary>Set to 1, approved files are written anew instead of compared.</summary>
    public const string ApproveVariable = "SIGNALBOX_APPROVE";

    /// <summary>The providers of a laptop, which needs no account for them; the published schema has these.</summary>
    public static IReadOnlyList<IProviderSettings> Providers { get; } = [new ProcessSettings(), new FakeSettings()];

    /// <summary>A host with them.</summary>
    public static ConfigurationReader Reader { get; } = new(Providers);

    /// <summary>A host that has Buildkite, too.</summary>
    public static ConfigurationReader ReaderWithBuildkite { get; } = new([.. Providers, new PipelineSettings()]);

    public static string Root { get; } = FindRoot();

    public static string Folder => Path.Combine(Root, "tests/Signalbox.Core.Tests/Plans/Samples");

    public static IEnumerable<string> In(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Folder, folder), "*.yml").Order(StringComparer.Ordinal);

    public static ConfigurationFile MainFile(string text) => new(ConfigurationFile.MainPath, text);

    public static Configuration Valid(string text, ConfigurationReader? reader = null) => (reader ?? Reader).Read([MainFile(text)]) switch
    {
        ConfigurationResult.Valid valid => valid.Configuration,
        ConfigurationResult.Invalid invalid => throw new Xunit.Sdk.XunitException(string.Join('\n', invalid.Problems)),
        _ => throw new NotSupportedException(),
    };

    public static IReadOnlyList<string> Problems(string text) =>
        Reader.Read([MainFile(text)]) is ConfigurationResult.Invalid invalid ? [.. invalid.Problems.Select(problem => problem.ToString())] : [];

    /// <summary>Compares with an approved file, or writes it.</summary>
    public static void Approve(string path, string text)
    {
        if (Environment.GetEnvironmentVariable(ApproveVariable) == "1") File.WriteAllText(path, text);
        Assert.True(File.Exists(path), $"{path} is missing; run the tests with {ApproveVariable}=1 and review it");
        Assert.Equal(File.ReadAllText(path), text, ignoreLineEndingDifferences: true);
    }

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Functions.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        return folder;
    }

    private sealed class PipelineSettings : IProviderSettings
    {
        public string Provider => "buildkite";

        public System.Collections.Immutable.ImmutableArray<ProviderKey> Keys { get; } =
        [
            new("pipeline", ProviderKeyKind.Text, "organisation/pipeline", Required: true),
            new("priority", ProviderKeyKind.WholeNumber, "Its priority."),
            new("clean", ProviderKeyKind.Boolean, "Whether it is clean."),
            new("queues", ProviderKeyKind.TextList, "Its queues."),
            new("parameters", ProviderKeyKind.TextMap, "Its parameters."),
        ];

        public IEnumerable<ProviderKeyProblem> Validate(IReadOnlyDictionary<string, System.Text.Json.JsonElement> settings)
        {
            if (settings["pipeline"].GetString()!.Split('/').Length != 2) yield return new("pipeline", "expected organisation/pipeline");
        }
    }
}
