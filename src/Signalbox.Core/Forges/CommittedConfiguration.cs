using Signalbox.Core.Plans;

namespace Signalbox.Core.Forges;

/// <summary>The configuration as it is at one commit.</summary>
/// <param name="Files">The main file first where there is one, then by path; empty when the commit has none.</param>
/// <param name="Unreadable">Files that are there and cannot be read as text; each is a problem of the configuration's author.</param>
public sealed record CommittedConfiguration(IReadOnlyList<ConfigurationFile> Files, IReadOnlyList<UnreadableFile> Unreadable);

/// <summary>A configuration file that cannot be read.</summary>
/// <param name="Path">From the repository's root, with `/`.</param>
/// <param name="Problem">What is wrong and what would be right, as a sentence without the path.</param>
public sealed record UnreadableFile(string Path, string Problem);
