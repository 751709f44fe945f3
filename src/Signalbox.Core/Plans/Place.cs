namespace Signalbox.Core.Plans;

/// <summary>Where something stands in a configuration file.</summary>
/// <param name="File">The path as the caller named it.</param>
/// <param name="Line">From 1; 0 where a problem has no place.</param>
/// <param name="Column">From 1, in UTF-16 characters; 0 where a problem has no place.</param>
public readonly record struct Place(string File, int Line, int Column)
{
    /// <inheritdoc/>
    public override string ToString() => $"{File}:{Line}:{Column}";
}

/// <summary>A value together with where it was written, so that a later check can point at it.</summary>
/// <param name="Value">The value.</param>
/// <param name="Place">Where it stands.</param>
public readonly record struct Located<T>(T Value, Place Place)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Value}";
}
