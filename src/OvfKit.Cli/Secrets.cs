namespace OvfKit.Cli;

/// <summary>Passwords and keys, which never stand on the command line: every user of the machine can read that.</summary>
internal static class Secrets
{
    /// <summary>The environment variable with the password of a private key.</summary>
    public const string KeyVariable = "OVFKIT_KEY_PASSWORD";

    /// <summary>The environment variable with the password of a package's encrypted files.</summary>
    public const string PackageVariable = "OVFKIT_PASSWORD";

    // A key or a list of certificates is a few kilobytes; whoever names a disk by mistake shall not wait for it.
    private const int MaxFile = 4 << 20;

    /// <summary>The first line of a file, or else an environment variable, or else null.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static string? Password(string? file, string variable) =>
        file is null ? Environment.GetEnvironmentVariable(variable) : File.ReadLines(file).FirstOrDefault() ?? "";

    /// <summary>The content of a small file.</summary>
    /// <exception cref="IOException">The file cannot be read, or is far too large for what it should be.</exception>
    public static byte[] ReadFile(string path)
    {
        using var file = File.OpenRead(path);
        if (file.Length > MaxFile)
            throw new IOException($"{path} has {file.Length} bytes, far more than a key or certificate");
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }
}
