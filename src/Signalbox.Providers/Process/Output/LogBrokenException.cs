namespace Signalbox.Providers.Process.Output;

/// <summary>The store did not take a task's log; the task cannot go on without one.</summary>
internal sealed class LogBrokenException(string message, Exception? inner = null) : Exception(message, inner);
