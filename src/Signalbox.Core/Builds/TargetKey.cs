using System.Security.Cryptography;
using System.Text;
using Signalbox.Core.Changes;

namespace Signalbox.Core.Builds;

/// <summary>What B9 compares: same repository, same tree, same blueprint digest.</summary>
public static class TargetKey
{
    /// <summary>32 hexadecimal digits; safe as a key of any store.</summary>
    public static string Of(Repository repository, string tree, string digest) => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes($"{repository.Host}/{repository.Name}\n{tree}\n{digest}")).AsSpan(0, 16));
}
