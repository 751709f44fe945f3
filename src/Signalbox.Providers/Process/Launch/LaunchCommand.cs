namespace Signalbox.Providers.Process.Launch;

/// <summary>What to start.</summary>
/// <param name="Arguments">The program, searched in PATH, and its arguments.</param>
/// <param name="Directory">The working directory, absolute.</param>
/// <param name="Environment">All of its environment; nothing is inherited.</param>
internal sealed record LaunchCommand(
    IReadOnlyList<string> Arguments, string Directory, IReadOnlyDictionary<string, string> Environment);
