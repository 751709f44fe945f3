using Microsoft.Extensions.Configuration;
using Signalbox.Embedded.Host.Ownership;

namespace Signalbox.Embedded.Host.Settings;

/// <summary>The settings of contract.md: `appsettings.json` beside the program, then in the data directory, then the environment; the last wins.</summary>
public static class HostSettings
{
    private const string FileName = "appsettings.json";

    /// <summary>Reads them.</summary>
    /// <exception cref="InvalidDataException">A file is not JSON; the message names it.</exception>
    public static IConfigurationRoot Read(DataDirectory directory)
    {
        var settings = new ConfigurationBuilder();
        foreach (var folder in (string[])[AppContext.BaseDirectory, directory.Path])
        {
            var file = Path.Combine(folder, FileName);
            if (File.Exists(file)) settings.AddJsonFile(file, optional: false, reloadOnChange: false);
        }

        return settings.AddEnvironmentVariables().Build();
    }
}
