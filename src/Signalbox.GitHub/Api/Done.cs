namespace Signalbox.GitHub.Api;

/// <summary>The value of a write that answers nothing but that it worked.</summary>
public readonly record struct Done;
