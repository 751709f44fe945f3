namespace Signalbox.Testing.Processes;

/// <summary>Holds scripts at a place until the test lets them on. Nobody is held once the test has ended.</summary>
public sealed class Gate : IDisposable
{
    private readonly string path;
    private readonly FileStream pipe;

    /// <summary>Makes it, shut.</summary>
    public Gate(string directory, string name) => pipe = NamedPipe.OpenBoth(path = NamedPipe.Create(directory, name));

    /// <summary>What a script does to wait for its turn.</summary>
    public string Pass => $"{{ read _ <'{path}' || true; }}";

    /// <summary>Lets one script through, or several: whoever waits, or comes later.</summary>
    public void Open(int times = 1) => pipe.Write(new string('\n', times).Select(letter => (byte)letter).ToArray());

    /// <inheritdoc/>
    public void Dispose() => pipe.Dispose();
}
