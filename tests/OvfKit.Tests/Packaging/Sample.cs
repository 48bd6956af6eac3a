using System.Security.Cryptography;
using System.Text;
using OvfKit.Diagnostics;
using OvfKit.IO;
using OvfKit.Packaging;

namespace OvfKit.Tests.Packaging;

/// <summary>Small packages made in the test.</summary>
internal static class Sample
{
    public static string Envelope(string files, string disks = "") => $"""
        <?xml version="1.0" encoding="UTF-8"?>
        <Envelope xmlns="http://schemas.dmtf.org/ovf/envelope/1" xmlns:ovf="http://schemas.dmtf.org/ovf/envelope/1">
          <References>
            {files}
          </References>
          <DiskSection>
            <Info>Disks</Info>
            {disks}
          </DiskSection>
          <VirtualSystem ovf:id="vm"><Info>A machine</Info></VirtualSystem>
        </Envelope>

        """.ReplaceLineEndings("\n");

    public static string Line(string name, string content) =>
        $"SHA256({name})= {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)))}\n";

    public static OvaStore Store(byte[] archive, DiagnosticBag? diagnostics = null) => OvaStore.OpenArchive(ByteSource.FromMemory(archive, "a.ova"), diagnostics);

    public static OvfPackage Package(byte[] archive, DiagnosticBag? diagnostics = null) =>
        OvfPackage.Open(Store(archive, diagnostics), new PackageOpenOptions { Diagnostics = diagnostics });

    public static OvfPackage Package(string files, string disks, DiagnosticBag? diagnostics = null, params (string Name, string Content)[] entries)
    {
        var tar = new TarBuilder().File("a.ovf", Envelope(files, disks));
        foreach (var (name, content) in entries)
            tar.File(name, content);
        return Package(tar.End(), diagnostics);
    }

    public static string Text(ByteSource source)
    {
        var bytes = new byte[source.Length];
        source.ReadExactly(0, bytes);
        return Encoding.UTF8.GetString(bytes);
    }

    public static void Raises<T>(DiagnosticDescriptor expected, Action action)
        where T : OvfKitException
    {
        var diagnostic = Assert.Throws<T>(action).Diagnostic;
        Assert.Equal(expected.Id, diagnostic.Id);
        Assert.NotEqual("", diagnostic.Location.File);
    }
}
