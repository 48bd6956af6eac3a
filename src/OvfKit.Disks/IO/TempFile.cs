namespace OvfKit.IO;

/// <summary>Makes files that nobody else can open and that leave nothing behind.</summary>
public static class TempFile
{
    /// <summary>Creates an empty file that may have holes and is gone when it is closed.</summary>
    /// <remarks>Belongs to the caller.</remarks>
    /// <param name="folder">Where, or null for the system's folder.</param>
    /// <exception cref="IOException">The file cannot be created.</exception>
    public static FileStream Create(string? folder)
    {
        var path = Path.Combine(folder ?? Path.GetTempPath(), $"ovfkit-{Guid.NewGuid():n}.tmp");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 0 };
        if (OperatingSystem.IsWindows())
            options.Options = FileOptions.DeleteOnClose;
        else
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var file = new FileStream(path, options);
        // Where an open file can lose its name it does so at once: then a crash leaves nothing behind either.
        if (!OperatingSystem.IsWindows())
            File.Delete(path);
        FileHoles.Allow(file.SafeFileHandle);
        return file;
    }
}
