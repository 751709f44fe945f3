using Microsoft.Extensions.Configuration;
using Signalbox.Embedded.Host.Ownership;

namespace Signalbox.Embedded.Host.Settings;

/// <summary>
/// The settings of contract.md: `appsettings.json` beside the program, then in the data directory, then the environment; the last wins.
/// </summary>
public static class HostSettings
{
    private const string FileName = "appsettings.json";

    /// <summary>Reads them.</summary>
    /// <exception cref="SettingsException">A file cannot be read as JSON.</exception>
    public static IConfigurationRoot Read(DataDirectory directory)
    {
        var settings = new ConfigurationBuilder();
        foreach (var folder in (string[])[AppContext.BaseDirectory, directory.Path])
        {
            var file = Path.Combine(folder, FileName);
            if (File.Exists(file)) settings.AddJsonFile(file, optional: false, reloadOnChange: false);
        }

        try
        {
            return settings.AddEnvironmentVariables().Build();
        }
        catch (InvalidDataException error) // the message names the file, what is inside says where in it
        {
            var inside = error.InnerException?.InnerException ?? error.InnerException;
            throw new SettingsException($"{error.Message} {inside?.Message}".TrimEnd(), error);
        }
    }
}
