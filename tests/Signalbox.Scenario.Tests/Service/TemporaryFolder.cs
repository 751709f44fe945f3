namespace Signalbox.Scenario.Tests.Service;

/// <summary>A folder for one test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("signalbox-service-");

    public string Path => folder.FullName;

    public void Dispose() => folder.Delete(recursive: true);
}
