using System.IO.Compression;
using OvfKit.Diagnostics;
using OvfKit.Disks.Tests.Support;
using OvfKit.IO;
using OvfKit.Testing;

namespace OvfKit.Disks.Tests.IO;

public class ZipDirectoryTests
{
    private static readonly byte[] Content = Guest.Make("odd sectors").Bytes.ToArray();

    [Theory]
    [InlineData("zip", "-0")]
    [InlineData("zip", "-9")]
    [InlineData("zip", "-Z bzip2")]
    [InlineData("zip", "-fz")]
    [InlineData("bsdtar", "--format zip")]
    [InlineData("bsdtar", "--format zip --options zip:zip64")]
    public void Members_have_the_bytes_that_were_packed(string tool, string options)
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder["in/sub"]);
        File.WriteAllBytes(folder["in/a disk.raw"], Content);
        File.WriteAllBytes(folder["in/sub/empty"], []);
        File.WriteAllText(folder["in/übung.txt"], "text");
        if (tool == "zip")
            ForeignTool.Require(tool).RunIn(folder["in"], ["-q", "-r", .. options.Split(' '), "../packed.zip", "."]);
        else
            ForeignTool.Require(tool).RunIn(folder["in"], ["-cf", "../packed.zip", .. options.Split(' '), "."]);

        using var archive = ByteSource.OpenFile(folder["packed.zip"]);
        var members = ZipDirectory.Read(archive);
        Assert.Equal(["a disk.raw", "sub/empty", "übung.txt"], members.Select(member => member.Name.TrimStart('.', '/')).Order(StringComparer.Ordinal));
        foreach (var member in members)
        {
            using var content = member.Open();
            Assert.Equal(File.ReadAllBytes(folder["in/" + member.Name]), Bytes(content));
            Assert.Equal($"{archive.Name}!{member.Name}", content.Name);
            Assert.False(member.IsEncrypted || member.IsLink);
        }
    }

    [Fact]
    public void Stored_members_are_read_in_place()
    {
        using var folder = new TempFolder();
        using var archive = ByteSource.FromMemory(Pack(CompressionLevel.NoCompression, ("a", Content)), "x.zip");
        using var content = ZipDirectory.Read(archive)[0].Open(new() { TempDirectory = folder["does not exist"] });
        Assert.Equal(Content, Bytes(content));
    }

    [Fact]
    public void Links_are_told_from_files()
    {
        using var folder = new TempFolder();
        File.CreateSymbolicLink(folder["link"], "/etc/passwd");
        ForeignTool.Require("zip").RunIn(folder.Path, "-q", "--symlinks", "packed.zip", "link");
        using var archive = ByteSource.OpenFile(folder["packed.zip"]);
        Assert.True(Assert.Single(ZipDirectory.Read(archive)).IsLink);
    }

    [Fact]
    public void What_macOS_adds_is_left_out()
    {
        using var archive = ByteSource.FromMemory(Pack(CompressionLevel.Fastest, ("x/", []), ("x/a", Content), ("__MACOSX/x/._a", Content)), "x.zip");
        Assert.Equal("x/a", Assert.Single(ZipDirectory.Read(archive)).Name);
    }

    [Fact]
    public void Members_that_share_bytes_are_refused()
    {
        var bytes = Pack(CompressionLevel.Fastest, ("a", Content), ("b", Content));
        // The second entry of the directory gets the place of the first.
        var second = LastIndexOf(bytes, [0x50, 0x4B, 1, 2]);
        bytes.AsSpan(second + 42, 4).Clear();
        Assert.Equal("OVF6020", Assert.Throws<InvalidContentException>(() => ZipDirectory.Read(ByteSource.FromMemory(bytes, "x.zip"))).Diagnostic.Id);
    }

    [Fact]
    public void Parts_and_crowds_are_refused()
    {
        var bytes = Pack(CompressionLevel.Fastest, ("a", Content));
        bytes[^18] = 1;
        Assert.Equal("OVF6023", Assert.Throws<UnsupportedContentException>(() => ZipDirectory.Read(ByteSource.FromMemory(bytes, "x.zip"))).Diagnostic.Id);
        var crowd = Pack(CompressionLevel.NoCompression, [.. Enumerable.Range(0, ZipDirectory.MaxMembers + 1).Select(i => ($"{i}", Array.Empty<byte>()))]);
        Assert.Equal("OVF6023", Assert.Throws<UnsupportedContentException>(() => ZipDirectory.Read(ByteSource.FromMemory(crowd, "x.zip"))).Diagnostic.Id);
    }

    [Fact]
    public void Whatever_the_bytes_only_findings_leave()
    {
        var valid = Pack(CompressionLevel.Fastest, ("a", Content[..3000]), ("b/c", Content[..200]), ("d", []));
        for (var seed = 0; seed < 3000; seed++)
        {
            var bytes = new Mutator(seed).Mutate(valid, (valid.Length - 180, 180));
            try
            {
                foreach (var member in ZipDirectory.Read(ByteSource.FromMemory(bytes, "x.zip")))
                    member.Open(new() { MaxLength = 1 << 20 }).Dispose();
            }
            catch (OvfKitException exception)
            {
                Assert.Equal("x.zip", exception.Diagnostic.Location.File);
            }
        }
    }

    private static byte[] Pack(CompressionLevel level, params (string Name, byte[] Content)[] files)
    {
        using var packed = new MemoryStream();
        using (var archive = new ZipArchive(packed, ZipArchiveMode.Create))
        {
            foreach (var (name, content) in files)
            {
                using var entry = archive.CreateEntry(name, level).Open();
                entry.Write(content);
            }
        }

        return packed.ToArray();
    }

    private static byte[] Bytes(ByteSource source)
    {
        var bytes = new byte[source.Length];
        source.ReadExactly(0, bytes);
        return bytes;
    }

    private static int LastIndexOf(byte[] bytes, ReadOnlySpan<byte> mark) => bytes.AsSpan().LastIndexOf(mark);
}
