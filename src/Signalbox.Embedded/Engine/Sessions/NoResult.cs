namespace Signalbox.Embedded.Engine.Sessions;

/// <summary>What a call yields whose caller does not look at the result: it is not parsed.</summary>
internal readonly record struct NoResult;
