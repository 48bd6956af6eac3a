using System.Xml.Linq;
using OvfKit.Testing;

namespace OvfKit.Cli.Tests.Commands;

/// <summary>Packages with compressed files and files in chunks, unpacked again by other people's tools.</summary>
public sealed class StorageOptionsTests : IDisposable
{
    private static readonly XNamespace Ovf = "http://schemas.dmtf.org/ovf/envelope/1";
    private readonly TempFolder _folder = new();

    public StorageOptionsTests() => Cli.RunDone(_folder.Path, "unpack", RepositoryFiles.Fixture("packages/appliance.ova"), "plain");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("convert")]
    [InlineData("pack")]
    public void Gzip_and_tar_take_out_what_was_compressed(string verb)
    {
        Cli.RunDone(_folder.Path, verb, "plain", "out.ova", "--compress", "gzip");
        Cli.RunDone(_folder.Path, "verify", "out.ova");
        Extract("out.ova");
        foreach (var file in References("tar/appliance.ovf"))
        {
            Assert.Equal("gzip", file.Attribute(Ovf + "compression")?.Value);
            var name = file.Attribute(Ovf + "href")!.Value;
            Assert.Equal(new FileInfo(_folder["tar/" + name]).Length, (long)file.Attribute(Ovf + "size")!);
            Shell($"gzip -dc 'tar/{name}' > unpacked && cmp unpacked 'plain/{name}'");
        }

        Manifest("tar");
        Cli.RunDone(_folder.Path, "unpack", "out.ova", "again", "--compress", "none");
        AssertSame("plain", "again");
    }

    [Theory]
    [InlineData("convert", "65536")]
    [InlineData("pack", "64K")]
    public void Tar_and_cat_put_chunks_together(string verb, string size)
    {
        Cli.RunDone(_folder.Path, verb, "plain", "out.ova", "--chunk-size", size);
        Cli.RunDone(_folder.Path, "verify", "out.ova");
        Extract("out.ova");
        var disk = References("tar/appliance.ovf").Single(file => file.Attribute(Ovf + "href")!.Value == "appliance-disk1.vmdk");
        Assert.Equal(("65536", $"{new FileInfo(_folder["plain/appliance-disk1.vmdk"]).Length}"), (disk.Attribute(Ovf + "chunkSize")?.Value, disk.Attribute(Ovf + "size")?.Value));
        Assert.All(Directory.EnumerateFiles(_folder["tar"], "*.vmdk.0*"), chunk => Assert.InRange(new FileInfo(chunk).Length, 1, 65536));
        Shell("cat tar/appliance-disk1.vmdk.0* > joined.vmdk && cmp joined.vmdk plain/appliance-disk1.vmdk");
        // What fits into one chunk is not divided.
        Shell("cmp tar/appliance-notes.txt plain/appliance-notes.txt");
        Manifest("tar");
        Cli.RunDone(_folder.Path, "unpack", "out.ova", "again", "--chunk-size", "0");
        AssertSame("plain", "again");
    }

    [Fact]
    public void A_converted_disk_is_compressed_and_in_chunks()
    {
        Cli.RunDone(_folder.Path, "convert", "plain", "out", "--disk-format", "qcow2", "--compress", "gzip", "--chunk-size", "8K", "--sha", "sha1");
        Cli.RunDone(_folder.Path, "verify", "out");
        Shell("cat out/appliance-disk1.qcow2.0* | gzip -dc > disk.qcow2");
        ForeignTool.Require("qemu-img").RunIn(_folder.Path, "compare", "-f", "qcow2", "-F", "vmdk", "disk.qcow2", "plain/appliance-disk1.vmdk");
        ForeignTool.Require("qemu-img").RunIn(_folder.Path, "check", "-f", "qcow2", "disk.qcow2");
        Cli.RunDone(_folder.Path, "convert", "out", "whole", "--compress", "none", "--chunk-size", "0");
        Shell("cmp whole/appliance-disk1.qcow2 disk.qcow2");
    }

    [Theory]
    [InlineData("--compress", "zip")]
    [InlineData("--chunk-size", "many")]
    [InlineData("--chunk-size", "-1")]
    public void What_makes_no_sense_is_wrong_usage(string option, string value) =>
        Assert.Equal(2, Cli.Run(_folder.Path, "convert", "plain", "out", option, value).ExitCode);

    private void Extract(string archive)
    {
        Directory.CreateDirectory(_folder["tar"]);
        ForeignTool.Require("tar").RunIn(_folder.Path, "-xf", archive, "-C", "tar");
    }

    // The digests as sha256sum checks them.
    private void Manifest(string folder) => Shell($@"cd {folder} && sed -E 's/^SHA256\((.*)\)= (.*)$/\2  \1/' appliance.mf | sha256sum --check --strict --quiet -");

    private List<XElement> References(string descriptor) => [.. XDocument.Load(_folder[descriptor]).Descendants(Ovf + "File")];

    private void AssertSame(string expected, string actual)
    {
        foreach (var path in Directory.EnumerateFiles(_folder[expected]).Where(path => Path.GetExtension(path) is not (".ovf" or ".mf")))
            Assert.Equal(File.ReadAllBytes(path), File.ReadAllBytes(Path.Combine(_folder[actual], Path.GetFileName(path))));
        Assert.Equal(Directory.EnumerateFiles(_folder[expected]).Select(Path.GetFileName).Order(), Directory.EnumerateFiles(_folder[actual]).Select(Path.GetFileName).Order());
    }

    private void Shell(string command) => ForeignTool.Require("bash").RunIn(_folder.Path, "-c", "set -o pipefail; " + command);
}
