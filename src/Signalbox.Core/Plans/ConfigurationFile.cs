namespace Signalbox.Core.Plans;

/// <summary>A file of the configuration as it is at one commit.</summary>
/// <param name="Path">From the repository's root, with `/`.</param>
/// <param name="Text">Its text.</param>
public sealed record ConfigurationFile(string Path, string Text);
