using System.Security.Cryptography;
using OvfKit.Disks;
using OvfKit.IO;
using Xunit;

namespace OvfKit.Testing;

/// <summary>Reads disks for tests.</summary>
public static class DiskAssert
{
    /// <summary>The SHA-256 of the guest bytes, lower-case hexadecimal; holes are not read but hashed.</summary>
    public static string Hash(DiskImage image)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 20];
        for (var offset = 0L; offset < image.Length; offset += buffer.Length)
        {
            var part = buffer.AsSpan(0, (int)Math.Min(buffer.Length, image.Length - offset));
            image.Read(offset, part);
            hash.AppendData(part);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>All guest bytes of a small disk.</summary>
    public static byte[] Bytes(DiskImage image)
    {
        var bytes = new byte[image.Length];
        image.Read(0, bytes);
        return bytes;
    }

    /// <summary>Copies a disk into memory and answers the new image's bytes.</summary>
    public static async Task<byte[]> WriteAsync(DiskImage source, DiskFormat format, DiskWriteOptions? options = null, CopyOptions? copy = null)
    {
        using var stream = new MemoryStream();
        await using var writer = format.CreateWriter(new StreamDiskSink("disk" + format.Extensions[0], stream), options ?? DiskWriteOptions.Default);
        await DiskCopy.CopyAsync(source, writer, copy, cancellationToken: TestContext.Current.CancellationToken);
        return stream.ToArray();
    }

    /// <summary>Opens bytes as a raw disk.</summary>
    public static DiskImage OpenRaw(byte[] bytes) =>
        DiskFormats.BuiltIn.Open(ByteSource.FromMemory(bytes, "memory.raw"), null, DiskFormats.BuiltIn.Find("raw"));
}
