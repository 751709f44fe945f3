using System.Security.Cryptography;
using System.Text;
using Signalbox.Core.Changes;
using Signalbox.Core.Plans;

namespace Signalbox.Core.Builds;

/// <summary>What B9 compares: same repository, same tree, same blueprint digest.</summary>
public static class TargetKey
{
    /// <summary>
    /// 32 hexadecimal digits; safe as a key of any store. The task's name counts, too: the task can read it, and two tasks of one plan
    /// that do the same are both wanted.
    /// </summary>
    public static string Of(Repository repository, string tree, PlannedTask task) => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes($"{repository.Host}/{repository.Name}\n{tree}\n{task.Name}\n{task.Digest}")).AsSpan(0, 16));
}
