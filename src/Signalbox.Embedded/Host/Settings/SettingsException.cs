namespace Signalbox.Embedded.Host.Settings;

/// <summary>A setting is wrong. The message names it, and what a right value looks like.</summary>
public sealed class SettingsException(string message, Exception? inner = null) : Exception(message, inner);
