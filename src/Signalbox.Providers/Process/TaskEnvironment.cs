using System.Globalization;
using Signalbox.Core.Providers;

namespace Signalbox.Providers.Process;

/// <summary>
/// The whole environment of a task. Of the host's own variables only those on a list are passed on: what configures this service, its
/// secrets above all, stays with it.
/// </summary>
internal static class TaskEnvironment
{
    /// <summary>Names the checkout, and so marks every process of the attempt.</summary>
    public const string Workspace = "SIGNALBOX_WORKSPACE";

    private static readonly HashSet<string> Allowed = new(OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal)
    {
        "PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "LANGUAGE", "TZ", "TMPDIR",
        "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR",
        "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "no_proxy", "all_proxy",
        "SSL_CERT_FILE", "SSL_CERT_DIR", "NIX_SSL_CERT_FILE",
        "DOTNET_ROOT", "DOTNET_CLI_HOME", "DOTNET_CLI_TELEMETRY_OPTOUT", "DOTNET_NOLOGO", "NUGET_PACKAGES", "JAVA_HOME",
        "SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "COMSPEC", "PATHEXT", "TEMP", "TMP", "USERNAME", "USERPROFILE", "HOMEDRIVE", "HOMEPATH",
        "APPDATA", "LOCALAPPDATA", "PROGRAMDATA", "PROGRAMFILES", "PROGRAMFILES(X86)", "COMMONPROGRAMFILES", "PROCESSOR_ARCHITECTURE",
        "NUMBER_OF_PROCESSORS", "OS",
    };

    /// <summary>Merges the host's allowed variables, ours, and the task's own, later ones winning.</summary>
    public static IReadOnlyDictionary<string, string> Of(
        IEnumerable<KeyValuePair<string, string>> host, ScheduleRequest request, IEnumerable<KeyValuePair<string, string>> ofTask, string workspace)
    {
        var all = new Dictionary<string, string>(Allowed.Comparer);
        foreach (var (name, value) in host)
            if (Allowed.Contains(name) || name.StartsWith("LC_", StringComparison.Ordinal)) all[name] = value;
        all["TERM"] = "dumb";
        all["CI"] = "true";
        all["SIGNALBOX"] = "true";
        foreach (var (name, value) in ofTask) all[name] = value;
        // Ours are facts, so a task cannot change them; recovery relies on the workspace.
        all["SIGNALBOX_BUILD"] = request.Key.Build.Value;
        all["SIGNALBOX_TASK"] = request.Key.Task;
        all["SIGNALBOX_ATTEMPT"] = request.Key.Attempt.ToString(CultureInfo.InvariantCulture);
        all["SIGNALBOX_COMMIT"] = request.Commit.Sha.Value;
        all["SIGNALBOX_REF"] = request.Commit.Ref;
        all["SIGNALBOX_REPOSITORY"] = request.Repository.Name.Value;
        all[Workspace] = workspace;
        return all;
    }
}
