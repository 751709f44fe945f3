using Signalbox.Core.Builds;

namespace Signalbox.Providers.Process.Records;

/// <summary>What the next host must know of an attempt that this host may leave behind.</summary>
/// <param name="Key">The attempt.</param>
/// <param name="Workspace">Its checkout, absolute; the environment of all its processes names it.</param>
/// <param name="Process">Its process; absent until there is one.</param>
internal sealed record ProcessRecord(TaskAttempt Key, string Workspace, ProcessIdentity? Process = null);
