using System.Security.Cryptography;
using OvfKit.Conversion;
using OvfKit.Disks;
using OvfKit.Packaging;
using OvfKit.Testing;
using OvfKit.Tests.Packaging;

namespace OvfKit.Tests.Conversion;

/// <summary>Packages in every form that other tools make of them, each of which must give the same guest bytes.</summary>
public sealed class PackageMatrixTests(PackageMatrixTests.Folders folders) : IClassFixture<PackageMatrixTests.Folders>
{
    private const string Fixture = "disks/vmdk/tiny-stream.vmdk.gz";
    private static readonly string[] Algorithms = ["SHA1", "SHA256", "SHA512"];

    [Theory]
    [InlineData("folder", "")]
    [InlineData("tar", "--format=gnu")]
    [InlineData("tar", "--format=ustar")]
    [InlineData("tar", "--format=pax")]
    [InlineData("tar", "--format=gnu --gzip")]
    [InlineData("bsdtar", "--format=ustar")]
    [InlineData("bsdtar", "--format=pax")]
    [InlineData("bsdtar", "--format=gnutar --bzip2")]
    public async Task Every_form_gives_the_same_guest_bytes(string packer, string arguments)
    {
        var expected = GuestHash.All.Single(hash => hash.Path == Fixture).Sha256;
        // In a folder nothing is first or last.
        foreach (var form in Forms().Where(form => packer != "folder" || !form.DescriptorLast))
        {
            using var folder = new TempFolder();
            var (source, names) = folders.Of(form);
            if (packer != "folder")
            {
                var archive = folder["in.ova"];
                ForeignTool.Require(packer).RunIn(source, [.. arguments.Split(' '), "-cf", archive, .. form.DescriptorLast ? names.Reverse() : names]);
                source = archive;
            }

            using var package = OvfPackage.Open(source);
            Assert.True((await package.VerifyAsync(null, TestContext.Current.CancellationToken)).IsIntact, form.ToString());
            var sink = new FolderSink(folder["out"]);
            await using (sink)
                await PackageConverter.ConvertAsync(package, sink, new ConvertOptions { DiskFormat = DiskFormats.BuiltIn.Find("raw") }, null, TestContext.Current.CancellationToken);
            using var converted = OvfPackage.Open(folder["out"]);
            using var image = converted.OpenDisk(converted.Disks[0]);
            Assert.Equal(expected, DiskAssert.Hash(image));
        }
    }

    private static IEnumerable<Form> Forms() =>
        from last in new[] { false, true }
        from chunked in new[] { false, true }
        from compression in new[] { "", "gzip", "bzip2", "undeclared" }
        from algorithm in Algorithms
        select new Form(last, chunked, compression, algorithm);

    private static string[] Write(string folder, Form form)
    {
        Directory.CreateDirectory(folder);
        var name = form.Compression == "undeclared" ? "disk.vmdk.gz" : "disk.vmdk";
        var path = Path.Combine(folder, name);
        File.WriteAllBytes(path, RepositoryFiles.FixtureBytes(Fixture));
        if (form.Compression.Length > 0)
        {
            var packed = path + ".packed";
            ForeignTool.Require("sh").Run("-c", $"{(form.Compression == "bzip2" ? "bzip2" : "gzip -n")} < '{path}' > '{packed}'");
            File.Move(packed, path, overwrite: true);
        }

        var size = new FileInfo(path).Length;
        var chunk = (size / 3) + 1;
        List<string> files = [name];
        if (form.Chunked)
        {
            ForeignTool.Require("split").RunIn(folder, "--bytes", $"{chunk}", "--numeric-suffixes=0", "--suffix-length=9", name, name + ".");
            File.Delete(path);
            files = [.. Directory.EnumerateFiles(folder).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];
        }

        var attributes = (form.Chunked ? $"""ovf:chunkSize="{chunk}" """ : "") + (form.Compression is "gzip" or "bzip2" ? $"""ovf:compression="{form.Compression}" """ : "");
        File.WriteAllText(Path.Combine(folder, "a.ovf"), Sample.Envelope(
            $"""<File ovf:id="f" ovf:href="{name}" ovf:size="{size}" {attributes}/>""",
            """<Disk ovf:diskId="d" ovf:fileRef="f" ovf:format="http://www.vmware.com/interfaces/specifications/vmdk.html#streamOptimized"/>"""));
        File.WriteAllLines(Path.Combine(folder, "a.mf"), files.Prepend("a.ovf").Select(file =>
            $"{form.Algorithm}({file})= {Convert.ToHexStringLower(CryptographicOperations.HashData(new HashAlgorithmName(form.Algorithm), File.ReadAllBytes(Path.Combine(folder, file))))}"));
        return ["a.ovf", "a.mf", .. files];
    }

    /// <summary>How a package is stored.</summary>
    public sealed record Form(bool DescriptorLast, bool Chunked, string Compression, string Algorithm);

    /// <summary>The files of each form, which all packers share.</summary>
    public sealed class Folders : IDisposable
    {
        private readonly TempFolder _folder = new();
        private readonly Dictionary<Form, (string Path, string[] Names)> _written = [];

        public (string Path, string[] Names) Of(Form form)
        {
            var key = form with { DescriptorLast = false };
            if (!_written.TryGetValue(key, out var written))
                _written.Add(key, written = (_folder[$"{_written.Count}"], Write(_folder[$"{_written.Count}"], key)));
            return written;
        }

        public void Dispose() => _folder.Dispose();
    }
}
