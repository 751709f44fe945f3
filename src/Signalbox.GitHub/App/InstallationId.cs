using System.Globalization;

namespace Signalbox.GitHub.App;

/// <summary>One installation of the App: an account and the repositories that it opened to us.</summary>
/// <param name="Value">GitHub's number.</param>
public readonly record struct InstallationId(long Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
