using System.Collections.Immutable;

namespace Signalbox.Core.Plans.Expansion;

/// <summary>A stage whose compositions and matrices are expanded.</summary>
internal sealed record ExpandedStage(string Name, IReadOnlyList<ExpandedTask> Tasks);

/// <summary>One task of a blueprint, before anything depends on the build.</summary>
/// <param name="Name">`unit[os=linux]`.</param>
/// <param name="Blueprint">Its blueprint.</param>
/// <param name="Matrix">Its values, one for each axis.</param>
/// <param name="Through">The compositions that brought it in, outermost first.</param>
internal sealed record ExpandedTask(
    string Name, Blueprint Blueprint, ImmutableArray<KeyValuePair<MatrixAxis, string>> Matrix, ImmutableArray<string> Through);
