using System.IO.Compression;
using OvfKit.IO;

namespace OvfKit.Testing;

/// <summary>Finds the repository's own files from wherever the tests run.</summary>
public static class RepositoryFiles
{
    /// <summary>The folder that holds OvfKit.sln.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Reference material beside the repository (shared/…), or null where there is none.</summary>
    public static string? Reference(string path)
    {
        var full = Path.GetFullPath(Path.Combine(Root, "..", "shared", path));
        return Path.Exists(full) ? full : null;
    }

    /// <summary>The path of a fixture.</summary>
    public static string Fixture(string path) => Path.Combine(Root, "fixtures", path);

    /// <summary>A fixture's bytes; one whose name ends in .gz is decompressed.</summary>
    public static byte[] FixtureBytes(string path)
    {
        if (!path.EndsWith(".gz", StringComparison.Ordinal))
            return File.ReadAllBytes(Fixture(path));
        using var file = File.OpenRead(Fixture(path));
        using var gzip = new GZipStream(file, CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        gzip.CopyTo(bytes);
        return bytes.ToArray();
    }

    /// <summary>A fixture in memory, named without its folder and .gz.</summary>
    public static ByteSource FixtureSource(string path)
    {
        var name = Path.GetFileName(path);
        return ByteSource.FromMemory(FixtureBytes(path), name.EndsWith(".gz", StringComparison.Ordinal) ? name[..^3] : name);
    }

    private static string FindRoot()
    {
        if (Environment.GetEnvironmentVariable("OVFKIT_ROOT") is { Length: > 0 } root)
            return root;
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "OvfKit.sln")))
                return folder;
        }

        throw new InvalidOperationException($"OvfKit.sln is in no folder above {AppContext.BaseDirectory}; the tests run from inside the repository, or with OVFKIT_ROOT set");
    }
}
