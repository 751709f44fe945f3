using System.Text;
using Signalbox.Core.Plans;

namespace Signalbox.Cli.Sources;

/// <summary>The configuration as it lies on disk, committed or not.</summary>
/// <param name="Files">The main file under the name that the caller gave it, and the blueprint files beside it.</param>
/// <param name="Problems">Files that cannot be read, or are not there.</param>
internal sealed record WorkTreeConfiguration(IReadOnlyList<ConfigurationFile> Files, IReadOnlyList<ConfigurationProblem> Problems)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a main file and `.signalbox/blueprints/**/*.yml` beside it.</summary>
    /// <param name="main">The main file.</param>
    /// <param name="shown">What problems call it.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<WorkTreeConfiguration> ReadAsync(string main, string shown, CancellationToken cancellationToken)
    {
        List<ConfigurationFile> files = [];
        List<ConfigurationProblem> problems = [];
        var root = Path.GetDirectoryName(Path.GetFullPath(main))!;
        foreach (var (path, name) in Blueprints(root).Prepend((main, shown)))
        {
            try
            {
                files.Add(new(name, await File.ReadAllTextAsync(path, Strict, cancellationToken)));
            }
            catch (DecoderFallbackException)
            {
                problems.Add(new() { File = name, Message = "it is not UTF-8; save it in that encoding" });
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                problems.Add(new() { File = name, Message = $"it cannot be read: {error.Message}" });
            }
        }

        return new(files, problems);
    }

    private static IEnumerable<(string Path, string Name)> Blueprints(string root)
    {
        var folder = Path.Combine(root, ConfigurationFile.BlueprintFolder);
        return Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, "*.yml", SearchOption.AllDirectories)
                .Select(path => (path, Path.GetRelativePath(root, path).Replace('\\', '/')))
                .OrderBy(file => file.Item2, StringComparer.Ordinal)
            : [];
    }
}
