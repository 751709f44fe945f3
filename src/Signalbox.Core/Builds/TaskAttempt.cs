using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;

namespace Signalbox.Core.Builds;

/// <summary>
/// One attempt at one task of one build: the idempotency key of its Schedule (P3), the address of its log, and, by
/// <see cref="InstanceId"/>, the orchestration that carries it.
/// </summary>
/// <param name="Build">The build.</param>
/// <param name="Task">The task's name, `unit[os=linux]`.</param>
/// <param name="Attempt">1 for the first.</param>
public sealed record TaskAttempt(BuildId Build, string Task, int Attempt)
{
    /// <summary>
    /// The id of the attempt's orchestration instance: `{build}~{12 hexadecimal digits}`, at most 77 characters. `~` stands in no
    /// build id, so that no caller's id can name a task's instance.
    /// </summary>
    [JsonIgnore]
    public string InstanceId =>
        $"{Build}~{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Task}\n{Attempt}")).AsSpan(0, 6))}";
}
