using System.Globalization;
using Signalbox.Core.Builds;
using Signalbox.Core.Providers;

namespace Signalbox.Providers.Process;

/// <summary>The provider build's id is the attempt itself: `process://{build}/{escaped task}/{attempt}`.</summary>
internal static class ProcessBuildId
{
    public static ProviderBuildId Of(TaskAttempt key) =>
        ProviderBuildId.Parse(FormattableString.Invariant($"{ProcessSettings.ProviderName}://{key.Build}/{Uri.EscapeDataString(key.Task)}/{key.Attempt}"));

    /// <summary>The attempt; null when the id is not one of ours in its canonical form.</summary>
    public static TaskAttempt? TryParse(ProviderBuildId id)
    {
        if (id.Value.Split('/') is not ["process:", "", var build, { Length: > 0 } task, var number]) return null;
        if (!BuildId.TryParse(build, null, out var buildId)) return null;
        if (!int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var attempt) || attempt < 1) return null;
        var key = new TaskAttempt(buildId, Uri.UnescapeDataString(task), attempt);
        return Of(key) == id ? key : null;
    }
}
