using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using OvfKit.Diagnostics;
using OvfKit.Encryption;
using OvfKit.IO;
using OvfKit.Packaging;
using OvfKit.Testing;
using OvfKit.Tests.Packaging;
using OvfKit.Tests.Signing;

namespace OvfKit.Tests.Encryption;

/// <summary>A package of two files that are encrypted and decrypted again.</summary>
internal static class EncryptedSample
{
    public const string Password = "correct horse battery stäple";

    public static readonly byte[] Disk = Content(3 << 20, 5);

    public static readonly EncryptOptions ByPassword = new() { Password = Password, Iterations = 1000 };

    public static readonly DecryptOptions WithPassword = new() { Password = Password };

    /// <summary>The certificate of a recipient.</summary>
    public static X509Certificate2 Recipient { get; } = Pki.Signer("RSA-2048", usage: X509KeyUsageFlags.KeyEncipherment);

    public static DecryptOptions WithKey { get; } = new() { Key = (RSA)Pki.Key("RSA-2048") };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static byte[] Content(int length, int seed)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    /// <summary>Writes the plain package as a folder.</summary>
    public static async Task<OvfPackage> PlainAsync(TempFolder folder, byte[]? disk = null)
    {
        disk ??= Disk;
        var descriptor = Sample.Envelope($"""
            <File ovf:id="f1" ovf:href="my%20disk.img" ovf:size="{disk.Length}"/>
            <File ovf:id="f2" ovf:href="notes.txt" ovf:size="5"/>
            """);
        await using (var sink = new FolderSink(folder["plain"]))
        {
            await PackageWriter.WriteAsync(
                sink,
                PackageContent.For(
                    "a.ovf",
                    Encoding.UTF8.GetBytes(descriptor),
                    PackagePart.Copy("my disk.img", ByteSource.FromMemory(disk, "disk")),
                    PackagePart.Copy("notes.txt", ByteSource.FromMemory("notes"u8.ToArray(), "notes"))),
                Stop);
        }

        return OvfPackage.Open(folder["plain"]);
    }

    public static async Task<OvfPackage> EncryptAsync(TempFolder folder, EncryptOptions options, byte[]? disk = null)
    {
        using var plain = await PlainAsync(folder, disk);
        await using (var sink = new FolderSink(folder["encrypted"]))
            await PackageEncryptor.EncryptAsync(plain, sink, options, cancellationToken: Stop);
        return OvfPackage.Open(folder["encrypted"]);
    }

    public static async Task DecryptAsync(OvfPackage package, string target, DecryptOptions options)
    {
        await using var sink = new FolderSink(target);
        await PackageDecryptor.DecryptAsync(package, sink, options, cancellationToken: Stop);
    }

    /// <summary>Demands that decrypting a folder fails, in this way, and leaves nothing.</summary>
    public static async Task ExpectAsync<T>(TempFolder folder, DiagnosticDescriptor code, DecryptOptions options)
        where T : OvfKitException
    {
        using var package = OvfPackage.Open(folder["encrypted"]);
        var failure = await Assert.ThrowsAsync<T>(() => DecryptAsync(package, folder["failed"], options));
        Assert.Equal(code.Id, failure.Diagnostic.Id);
        Assert.DoesNotContain(Directory.EnumerateFileSystemEntries(folder.Path), path => Path.GetFileName(path).StartsWith("failed", StringComparison.Ordinal));
    }
}
