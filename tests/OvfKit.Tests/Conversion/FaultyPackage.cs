using System.Security.Cryptography;
using System.Text;
using OvfKit.IO;
using OvfKit.Packaging;
using OvfKit.Testing;
using OvfKit.Tests.Packaging;

namespace OvfKit.Tests.Conversion;

/// <summary>An archive with a manifest, two disks and a text, whose reads a test can make fail.</summary>
internal static class FaultyPackage
{
    private const string RawUri = "http://en.wikipedia.org/wiki/Byte";

    public static byte[] Archive { get; } = Make();

    /// <summary>Opens it; what happens before each read is up to the test once the package is open.</summary>
    public static OvfPackage Open(Func<int, bool> before, byte[]? archive = null)
    {
        var isOpen = false;
        var first = 0;
        var package = OvfPackage.Open(PackageStore.Open(new FaultySource(ByteSource.FromMemory(archive ?? Archive, "a.ova"), read =>
        {
            if (isOpen)
                return before(read - first);
            first = read + 1;
            return true;
        })));
        isOpen = true;
        return package;
    }

    private static byte[] Make()
    {
        var random = new Random(5);
        var disks = new[] { "x.raw", "y.raw" }.Select(name =>
        {
            var bytes = new byte[(3 << 20) + 512];
            for (var i = 0; i < 4; i++)
                random.NextBytes(bytes.AsSpan((i << 20) / 2, 200_000));
            return (Name: name, Content: bytes);
        }).ToList();
        var descriptor = Sample.Envelope(
            string.Concat(disks.Select(disk => $"""<File ovf:id="{disk.Name}" ovf:href="{disk.Name}" ovf:size="{disk.Content.Length}"/>""")) + """<File ovf:id="n" ovf:href="text/notes.txt"/>""",
            string.Concat(disks.Select(disk => $"""<Disk ovf:diskId="d{disk.Name}" ovf:fileRef="{disk.Name}" ovf:capacity="{disk.Content.Length}" ovf:populatedSize="1" ovf:format="{RawUri}"/>""")));
        var manifest = Sample.Line("a.ovf", descriptor) + string.Concat(disks.Select(disk => $"SHA256({disk.Name})= {Convert.ToHexStringLower(SHA256.HashData(disk.Content))}\n")) + Sample.Line("text/notes.txt", "notes");
        var tar = new TarBuilder().File("a.ovf", descriptor).Member("a.mf", '0', Encoding.UTF8.GetBytes(manifest));
        foreach (var (name, content) in disks)
            tar.Member(name, '0', content);
        return tar.File("text/notes.txt", "notes").End();
    }
}
