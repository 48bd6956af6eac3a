namespace OvfKit.Testing;

/// <summary>A new, empty folder that is removed with all its content when disposed.</summary>
public sealed class TempFolder : IDisposable
{
    public TempFolder() => Path = Directory.CreateTempSubdirectory("ovfkit-test-").FullName;

    public string Path { get; }

    /// <summary>The path of something inside.</summary>
    public string this[string name] => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
