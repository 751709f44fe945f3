using System.Text.Json.Serialization;

namespace Signalbox.Core.Trust;

/// <summary>What a caller may do (T3); each role may do what the ones before it may.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Role>))]
public enum Role
{
    /// <summary>See builds, logs and results.</summary>
    [JsonStringEnumMemberName("read")] Read,

    /// <summary>Start, cancel, retry and approve builds, and steer queues.</summary>
    [JsonStringEnumMemberName("operate")] Operate,
}
