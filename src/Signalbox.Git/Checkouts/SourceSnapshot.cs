namespace Signalbox.Git.Checkouts;

/// <summary>What checkouts of a repository take over from it besides objects.</summary>
/// <param name="PackedRefs">Its tags and branches in the format of `packed-refs`, so that `git describe` works.</param>
/// <param name="Origin">The URL of `origin` without credentials; null when there is none.</param>
/// <param name="LargeFiles">The directory of its LFS objects.</param>
/// <param name="Remark">What could not be taken over; null when all was.</param>
internal sealed record SourceSnapshot(string PackedRefs, string? Origin, string LargeFiles, string? Remark);
