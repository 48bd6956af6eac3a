using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using OvfKit.Conversion;
using OvfKit.Diagnostics;
using OvfKit.Disks;
using OvfKit.IO;
using OvfKit.Packaging;
using OvfKit.Testing;
using OvfKit.Tests.Packaging;

namespace OvfKit.Tests.Conversion;

public sealed class PackageConverterTests
{
    private const string RawUri = "http://en.wikipedia.org/wiki/Byte";
    private static readonly string Disk = new string('d', 512) + new string('\0', 1 << 20);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("packages/appliance.ova", "vhdx", true)]
    [InlineData("packages/appliance.ova", "vhdx", false)]
    [InlineData("packages/appliance.ova", "raw", false)]
    [InlineData("packages/appliance.ova", "vmdk", true)]
    [InlineData("packages/small-folder", "vhdx", true)]
    [InlineData("packages/small-folder", "vmdk", false)]
    public async Task Fixtures_keep_their_disks_and_nearly_all_of_their_text(string path, string format, bool toArchive)
    {
        using var folder = new TempFolder();
        using var source = OvfPackage.Open(RepositoryFiles.Fixture(path));
        var report = await ConvertAsync(source, folder["out"], toArchive, new ConvertOptions { DiskFormat = DiskFormats.BuiltIn.Find(format) });
        Assert.DoesNotContain(report.Diagnostics, d => d.Severity != DiagnosticSeverity.Info);
        Assert.Equal(source.Disks.Count, report.Disks.Count);

        var found = new DiagnosticBag();
        using var target = OvfPackage.Open(folder["out"], new PackageOpenOptions { Diagnostics = found });
        Assert.True((await target.VerifyAsync(cancellationToken: Stop)).IsIntact);
        for (var i = 0; i < source.Disks.Count; i++)
        {
            using var before = source.OpenDisk(source.Disks[i]);
            using var after = target.OpenDisk(target.Disks[i]);
            Assert.Equal(format, after.Format.Name);
            Assert.Equal(DiskAssert.Hash(before), DiskAssert.Hash(after));
        }

        Assert.Empty(found);
        Assert.Equal(source.Store.Entries.Count, target.Store.Entries.Count);
        var changed = ChangedLines(source, target);
        Assert.All(changed, line => Assert.Matches("^\\s*(<(ovf:)?(File|Disk) |ovf:format=)", line.Before));
        Assert.NotEmpty(changed);
    }

    [Theory]
    [InlineData("vhdx", "dynamic", false)]
    [InlineData("vhdx", "fixed", false)]
    [InlineData("vhd", "fixed", false)]
    [InlineData("raw", "sparse", false)]
    [InlineData("vdi", "static", false)]
    [InlineData("vmdk", "streamOptimized", false)]
    [InlineData("vhd", "dynamic", false)]
    [InlineData("vdi", "dynamic", false)]
    [InlineData("qcow2", null, true)]
    public async Task What_is_written_from_front_to_end_is_hashed_on_the_way(string format, string? variant, bool isReadBack)
    {
        using var source = OvfPackage.Open(RepositoryFiles.Fixture("packages/appliance.ova"));
        await using var sink = new MemorySink();
        await ConvertAsync(source, sink, To(format) with { Disk = new DiskWriteOptions { Variant = variant } });
        Assert.Equal(isReadBack, sink.BytesReadBack > 0);
        RequireDigests(sink);
    }

    // The table is written before the data, for all that the source stores.
    [Theory]
    [InlineData("vhdx", 5 << 20)]
    [InlineData("vhd", (1 << 20) + 4096 + 512)]
    [InlineData("vdi", 3 << 20)]
    public async Task A_table_that_is_corrected_because_stored_bytes_are_zeros_is_hashed_as_it_is(string format, int length)
    {
        using var source = Package("<File ovf:id=\"f\" ovf:href=\"x.raw\"/>", $"<Disk ovf:diskId=\"d\" ovf:fileRef=\"f\" ovf:format=\"{RawUri}\" ovf:capacity=\"{Disk.Length}\"/>", ("x.raw", Disk));
        await using var sink = new MemorySink();
        var options = new DiskWriteOptions { Settings = new Dictionary<string, string> { ["block-size"] = "1M" }.ToImmutableDictionary() };
        await ConvertAsync(source, sink, To(format) with { Disk = options });
        Assert.Equal(length, sink.BytesReadBack);
        Assert.Equal(length, sink.Entries["x." + format].Length);
        RequireDigests(sink);
    }

    [Fact]
    public async Task Version_of_the_descriptor_can_change_on_the_way()
    {
        using var folder = new TempFolder();
        using var source = OvfPackage.Open(RepositoryFiles.Fixture("packages/appliance.ova"));
        await ConvertAsync(source, folder["out"], toArchive: false, new ConvertOptions { Version = OvfVersion.Two });
        using var target = OvfPackage.Open(folder["out"]);
        Assert.True((await target.VerifyAsync(cancellationToken: Stop)).IsIntact);
        var one = Encoding.UTF8.GetString(source.Descriptor.ToBytes());
        Assert.Equal(one.Replace("ovf/envelope/1\"", "ovf/envelope/2\"", StringComparison.Ordinal), Encoding.UTF8.GetString(target.Descriptor.ToBytes()));
    }

    [Fact]
    public async Task Descriptor_changes_are_these()
    {
        using var source = Package(
            $"""<File ovf:id="f" ovf:href="my%20disk.old.raw" ovf:size="{Disk.Length}"/> <File ovf:id="n" ovf:href="notes.txt" ovf:size="99" ovf:compression="identity"/>""",
            $"""<Disk ovf:diskId="d" ovf:fileRef="f" ovf:capacity="1" ovf:capacityAllocationUnits="byte * 2^20" ovf:populatedSize="1" ovf:format="{RawUri}"/><!-- end -->""",
            ("my disk.old.raw", Disk), ("notes.txt", "hello"));
        using var folder = new TempFolder();
        var report = await ConvertAsync(source, folder["out"], toArchive: false, To("vmdk"));
        using var target = OvfPackage.Open(folder["out"]);
        var line = Assert.Single(report.Disks);
        Assert.Equal(["d"], line.DiskIds);
        Assert.Equal(("my disk.old.raw", "my disk.old.vmdk", "vmdk:streamOptimized"), (line.SourceName, line.TargetName, line.TargetFormat));
        Assert.Equal(
            [
                ($"""    <File ovf:id="f" ovf:href="my%20disk.old.raw" ovf:size="{Disk.Length}"/> <File ovf:id="n" ovf:href="notes.txt" ovf:size="99" ovf:compression="identity"/>""",
                 $"""    <File ovf:id="f" ovf:href="my%20disk.old.vmdk" ovf:size="{line.FileLength}"/> <File ovf:id="n" ovf:href="notes.txt" ovf:size="5" ovf:compression="identity"/>"""),
                ($"""    <Disk ovf:diskId="d" ovf:fileRef="f" ovf:capacity="1" ovf:capacityAllocationUnits="byte * 2^20" ovf:populatedSize="1" ovf:format="{RawUri}"/><!-- end -->""",
                 $"""    <Disk ovf:diskId="d" ovf:fileRef="f" ovf:capacity="{Disk.Length}" ovf:populatedSize="{line.DataLength}" ovf:format="http://www.vmware.com/interfaces/specifications/vmdk.html#streamOptimized"/><!-- end -->"""),
            ],
            ChangedLines(source, target));
        Assert.False(source.Descriptor.IsModified);
    }

    [Fact]
    public async Task Without_a_format_everything_is_copied()
    {
        using var folder = new TempFolder();
        using var source = OvfPackage.Open(RepositoryFiles.Fixture("packages/appliance.ova"));
        await ConvertAsync(source, folder["folder"], toArchive: false, ConvertOptions.Default);
        foreach (var entry in source.Store.Entries)
            Assert.Equal(Sample.Text(entry.Open()), File.ReadAllText(folder["folder/" + entry.Name], Encoding.UTF8));
        using var copy = OvfPackage.Open(folder["folder"]);
        await ConvertAsync(copy, folder["again.ova"], toArchive: true, ConvertOptions.Default);
        using var again = OvfPackage.Open(folder["again.ova"]);
        Assert.Equal(source.Store.Entries.Select(e => (e.Name, e.Length)), again.Store.Entries.Select(e => (e.Name, e.Length)));
        Assert.True((await again.VerifyAsync(cancellationToken: Stop)).IsIntact);
    }

    [Fact]
    public async Task One_file_of_several_disks_is_converted_once()
    {
        using var source = Package("""<File ovf:id="f" ovf:href="x.raw"/>""", """<Disk ovf:diskId="d" ovf:fileRef="f"/><Disk ovf:diskId="e" ovf:fileRef="f"/><Disk ovf:diskId="empty" ovf:capacity="7"/>""", ("x.raw", Disk));
        using var folder = new TempFolder();
        var report = await ConvertAsync(source, folder["out"], toArchive: true, To("vmdk"));
        Assert.Equal(["d", "e"], Assert.Single(report.Disks).DiskIds);
        using var target = OvfPackage.Open(folder["out"]);
        Assert.All(target.Disks.Take(2), disk => Assert.EndsWith("#streamOptimized", disk.Disk.Format, StringComparison.Ordinal));
        Assert.Null(target.Disks[2].Disk.Format);
    }

    [Fact]
    public async Task OVF7001_a_signature_that_does_not_hold_is_left_out()
    {
        using var source = Signed();
        using var folder = new TempFolder();
        var report = await ConvertAsync(source, folder["out"], toArchive: true, To("vmdk"));
        Assert.Contains(report.Diagnostics, d => d.Id == ConversionDiagnostics.SignatureRemoved.Id);
        using var target = OvfPackage.Open(folder["out"]);
        Assert.Null(target.CertificateEntry);
        Assert.True((await target.VerifyAsync(cancellationToken: Stop)).IsIntact);
    }

    [Fact]
    public async Task A_signature_that_still_holds_is_kept()
    {
        using var source = Signed();
        using var folder = new TempFolder();
        var report = await ConvertAsync(source, folder["out"], toArchive: false, ConvertOptions.Default);
        Assert.Empty(report.Diagnostics);
        foreach (var entry in source.Store.Entries)
            Assert.Equal(Sample.Text(entry.Open()), File.ReadAllText(folder["out/" + entry.Name]));
    }

    [Fact]
    public async Task OVF7002_unlisted_files_are_copied_to_the_end()
    {
        using var source = Package("""<File ovf:id="f" ovf:href="x"/>""", "", ("extra", "1"), ("x", "2"));
        using var folder = new TempFolder();
        var report = await ConvertAsync(source, folder["out"], toArchive: true, ConvertOptions.Default);
        Assert.Equal(ConversionDiagnostics.ExtraCopied.Id, Assert.Single(report.Diagnostics).Id);
        Assert.Equal(["a.ovf", "a.mf", "x", "extra"], report.Entries.Select(e => e.Name));
        using var target = OvfPackage.Open(folder["out"]);
        Assert.Equal(report.Entries.Select(e => e.Name), target.Store.Entries.Select(e => e.Name));
    }

    [Theory]
    [InlineData("ovf:capacity=\"5\" ovf:capacityAllocationUnits=\"byte * 2^10\"", "ovf:capacity=\"1025\" ovf:capacityAllocationUnits=\"byte * 2^10\"", 1025 << 10)]
    [InlineData("ovf:capacity=\"5\" ovf:capacityAllocationUnits=\"byte * 2^20\"", "ovf:capacity=\"512\"", 512)]
    [InlineData("ovf:capacity=\"1\" ovf:capacityAllocationUnits=\"MegaBytes\"", null, 1 << 20)]
    [InlineData("ovf:capacity=\"${size}\"", null, 512)]
    public async Task OVF7003_a_capacity_that_contradicts_the_image_is_corrected(string stated, string? corrected, int length)
    {
        using var source = Package("""<File ovf:id="f" ovf:href="x.raw" ovf:size="1"/>""", $"""<Disk ovf:diskId="d" ovf:fileRef="f" {stated} ovf:format="f"/>""", ("x.raw", new string('x', length)));
        using var folder = new TempFolder();
        var report = await ConvertAsync(source, folder["out"], toArchive: true, To("vmdk"));
        Assert.Equal(corrected is null ? [] : [ConversionDiagnostics.CapacityCorrected.Id], report.Diagnostics.Select(d => d.Id));
        using var target = OvfPackage.Open(folder["out"]);
        Assert.Contains($"ovf:fileRef=\"f\" {corrected ?? stated} ovf:format=", Sample.Text(target.DescriptorEntry.Open()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OVF7004_a_disk_with_a_parent_becomes_whole()
    {
        var archive = new TarBuilder()
            .File("a.ovf", Sample.Envelope(
                """<File ovf:id="p" ovf:href="parent.vmdk"/><File ovf:id="c" ovf:href="child.vmdk"/>""",
                """<Disk ovf:diskId="dp" ovf:fileRef="p"/><Disk ovf:diskId="dc" ovf:fileRef="c" ovf:parentRef="dp"/>"""))
            .Member("parent.vmdk", '0', RepositoryFiles.FixtureBytes("disks/vmdk/parent.vmdk.gz"))
            .Member("child.vmdk", '0', RepositoryFiles.FixtureBytes("disks/vmdk/child.vmdk.gz")).End();
        using var source = Sample.Package(archive);
        using var folder = new TempFolder();
        var report = await ConvertAsync(source, folder["out"], toArchive: true, To("raw"));
        Assert.Contains(report.Diagnostics, d => d.Id == ConversionDiagnostics.ParentsMerged.Id);
        using var target = OvfPackage.Open(folder["out"]);
        Assert.Null(target.Disks[1].Disk.ParentRef);
        using var image = target.OpenDisk(target.Disks[1]);
        Assert.Equal(GuestHash.All.Single(h => h.Path == "disks/vmdk/child.vmdk.gz").Sha256, DiskAssert.Hash(image));
    }

    [Fact]
    public async Task OVF7005_padding_the_descriptor_is_reported()
    {
        // Some length of the descriptor lies so near the end of a block that the true sizes leave the last block empty.
        using var folder = new TempFolder();
        var padded = 0;
        for (var blanks = 0; blanks < 512; blanks += 4)
        {
            using var source = Package($"""<File ovf:id="f" ovf:href="x.raw"{new string(' ', blanks)}/>""", """<Disk ovf:diskId="d" ovf:fileRef="f"/>""", ("x.raw", Disk[..512]));
            var report = await ConvertAsync(source, folder[$"{blanks}"], toArchive: true, To("vmdk"));
            using var target = OvfPackage.Open(folder[$"{blanks}"]);
            Assert.True((await target.VerifyAsync(cancellationToken: Stop)).IsIntact);
            Assert.EndsWith("</Envelope>\n", Sample.Text(target.DescriptorEntry.Open()).TrimEnd('\n') + "\n", StringComparison.Ordinal);
            var reported = report.Diagnostics.Any(d => d.Id == ConversionDiagnostics.DescriptorPadded.Id);
            Assert.Equal(reported, Sample.Text(target.DescriptorEntry.Open()).EndsWith("\n\n", StringComparison.Ordinal));
            padded += reported ? 1 : 0;
        }

        Assert.InRange(padded, 1, 6);
    }

    [Fact]
    public async Task OVF7006_names_are_kept_apart()
    {
        using var source = Package(
            """<File ovf:id="f" ovf:href="x.raw"/><File ovf:id="g" ovf:href="x.img"/><File ovf:id="h" ovf:href="X.vmdk"/>""",
            """<Disk ovf:diskId="d" ovf:fileRef="f"/><Disk ovf:diskId="e" ovf:fileRef="g"/>""", ("x.raw", Disk), ("x.img", Disk), ("X.vmdk", "notes"));
        using var folder = new TempFolder();
        var report = await ConvertAsync(source, folder["out"], toArchive: false, To("vmdk"));
        Assert.Equal(["x-2.vmdk", "x-3.vmdk"], report.Disks.Select(d => d.TargetName));
        Assert.Equal([ConversionDiagnostics.NameTaken.Id, ConversionDiagnostics.NameTaken.Id], report.Diagnostics.Select(d => d.Id));
        using var target = OvfPackage.Open(folder["out"]);
        Assert.Equal(["x-2.vmdk", "x-3.vmdk", "X.vmdk"], target.Files.Select(f => f.Reference.Href));
    }

    [Fact]
    public async Task A_new_name_is_encoded_where_the_old_reference_hides_its_extension()
    {
        using var source = Package("""<File ovf:id="f" ovf:href="my%20disk%2Eraw"/>""", """<Disk ovf:diskId="d" ovf:fileRef="f" ovf:capacity="x" ovf:populatedSize="y"/>""", ("my disk.raw", Disk));
        using var folder = new TempFolder();
        await ConvertAsync(source, folder["out"], toArchive: false, To("vmdk"));
        using var target = OvfPackage.Open(folder["out"]);
        Assert.Equal("my%20disk.vmdk", target.Files[0].Reference.Href);
        Assert.Equal("my disk.vmdk", target.Files[0].Entry!.Name);
        Assert.Equal(Disk.Length, target.Disks[0].Disk.CapacityInBytes);
        Assert.NotNull(target.Disks[0].Disk.PopulatedSize);
    }

    [Fact]
    public async Task Packages_in_a_folder_of_the_archive_are_brought_to_the_top()
    {
        var archive = new TarBuilder()
            .File("d/a.ovf", Sample.Envelope("""<File ovf:id="f" ovf:href="x"/><File ovf:id="self" ovf:href="a.ovf"/><File ovf:id="m" ovf:href="a.mf"/>"""))
            .File("d/a.mf", Sample.Line("x", "in")).File("d/x", "in").File("x", "out").File("a.mf", "out").File(".x", "out").End();
        using var source = Sample.Package(archive);
        using var folder = new TempFolder();
        var report = await ConvertAsync(source, folder["out"], toArchive: true, ConvertOptions.Default);
        Assert.Equal(["a.ovf", "a.mf", "x", "x-2", "a-2.mf", ".x"], report.Entries.Select(e => e.Name));
        using var target = OvfPackage.Open(folder["out"]);
        Assert.True((await target.VerifyAsync(cancellationToken: Stop)).IsIntact);
        Assert.Equal("in", Sample.Text(target.Files[0].OpenContent()));
    }

    [Theory]
    [InlineData("x", null)]
    [InlineData("x.raw", null)]
    [InlineData("x.raw", "vmdk")]
    [InlineData("a.ovf", "vmdk")]
    [InlineData("bad.vmdk", "raw")]
    public async Task A_changed_source_fails_and_leaves_nothing(string changed, string? format)
    {
        var descriptor = Sample.Envelope("""<File ovf:id="f" ovf:href="x.raw"/><File ovf:id="g" ovf:href="x"/><File ovf:id="b" ovf:href="bad.vmdk"/>""", """<Disk ovf:diskId="d" ovf:fileRef="f"/>""" + (changed == "bad.vmdk" ? """<Disk ovf:diskId="e" ovf:fileRef="b"/>""" : ""));
        // A damaged grain: the disk itself would fail too, but the digest says why.
        var vmdk = RepositoryFiles.FixtureBytes("disks/vmdk/stream.vmdk.gz");
        vmdk.AsSpan(70_000, 5000).Fill(0xEE);
        var bad = Encoding.Latin1.GetString(vmdk);
        (string Name, string Content)[] files = [("a.ovf", descriptor), ("x.raw", Disk), ("x", "text")];
        var manifest = string.Concat(files.Select(f => Sample.Line(f.Name, f.Name == changed ? "before" : f.Content))) + Sample.Line("bad.vmdk", "before");
        var tar = new TarBuilder().File("a.ovf", descriptor).File("a.mf", changed == "bad.vmdk" ? manifest : manifest[..manifest.LastIndexOf("SHA256", StringComparison.Ordinal)]).File("x.raw", Disk).File("x", "text").Member("bad.vmdk", '0', vmdk);
        using var source = Sample.Package(tar.End());
        using var folder = new TempFolder();
        foreach (var toArchive in (bool[])[true, false])
        {
            var failure = await Assert.ThrowsAsync<IntegrityException>(() => ConvertAsync(source, folder["out"], toArchive, format is null ? ConvertOptions.Default : To(format)));
            Assert.Equal(ManifestDiagnostics.Mismatch.Id, failure.Diagnostic.Id);
            Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
        }

        if (changed != "bad.vmdk")
            await ConvertAsync(source, folder["forced"], toArchive: true, ConvertOptions.Default with { VerifyManifest = false });
    }

    [Fact]
    public async Task A_missing_file_fails_before_anything_is_written()
    {
        using var source = Package("""<File ovf:id="f" ovf:href="x.raw"/>""", "");
        using var folder = new TempFolder();
        var failure = await Assert.ThrowsAsync<InvalidContentException>(() => ConvertAsync(source, folder["out"], true, ConvertOptions.Default));
        Assert.Equal(PackageDiagnostics.FileMissing.Id, failure.Diagnostic.Id);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Theory]
    [InlineData(true, 0L, null)]
    [InlineData(true, 1000L, null)]
    [InlineData(true, 1000L, "vhdx")]
    [InlineData(null, 1500L, null)]
    [InlineData(false, 1L << 40, "qcow2")]
    public async Task Files_are_stored_as_asked_and_come_back_plain(bool? compress, long chunkSize, string? format)
    {
        using var source = OvfPackage.Open(RepositoryFiles.Fixture("packages/appliance.ova"));
        using var folder = new TempFolder();
        var options = (format is null ? ConvertOptions.Default : To(format)) with { Storage = new FileStorage { Compress = compress, ChunkSize = chunkSize } };
        await ConvertAsync(source, folder["out.ova"], true, options);
        using var stored = OvfPackage.Open(folder["out.ova"]);
        Assert.True((await stored.VerifyAsync(null, TestContext.Current.CancellationToken)).IsIntact);
        Assert.Empty(stored.Extras);
        foreach (var file in stored.Files)
        {
            Assert.Equal(compress == true ? "gzip" : null, file.Reference.Compression);
            Assert.Equal(file.Entry!.Length, file.Reference.Size);
            Assert.All(file.Parts.SkipLast(1), part => Assert.Equal(chunkSize, part.Length));
            Assert.Equal(file.Parts.Count > 1 ? chunkSize : null, file.Reference.ChunkSize);
        }

        await ConvertAsync(stored, folder["back"], false, ConvertOptions.Default with { Storage = FileStorage.Plain });
        using var back = OvfPackage.Open(folder["back"]);
        Assert.All(back.Files, file => Assert.False(file.IsCompressed));
        foreach (var (disk, before) in back.Disks.Zip(source.Disks))
        {
            using var image = back.OpenDisk(disk);
            using var original = source.OpenDisk(before);
            Assert.Equal(DiskAssert.Hash(original), DiskAssert.Hash(image));
        }
    }

    [Theory]
    [InlineData("disk.raw.gz", false, new[] { "a.mf", "a.ovf", "disk.raw" }, "disk.raw")]
    [InlineData("d%2Eraw.gz", false, new[] { "a.mf", "a.ovf", "d.raw" }, "d%2Eraw")]
    [InlineData("disk.raw.gz", true, new[] { "a.mf", "a.ovf", "disk.raw", "disk.raw.gz" }, "disk.raw.gz")]
    public async Task A_file_that_only_its_name_calls_compressed_is_unpacked_where_that_is_asked(string href, bool isTaken, string[] names, string newHref)
    {
        var content = new string('x', 512);
        var packed = Gzip(content);
        var tar = new TarBuilder().File("a.ovf", Sample.Envelope($"""<File ovf:id="f" ovf:href="{href}" ovf:size="{packed.Length}"/>{(isTaken ? """<File ovf:id="g" ovf:href="disk.raw"/>""" : "")}"""))
            .Member(Uri.UnescapeDataString(href), '0', packed);
        if (isTaken)
            tar.File("disk.raw", "other");
        using var source = Sample.Package(tar.End());
        using var folder = new TempFolder();
        await ConvertAsync(source, folder["out"], false, ConvertOptions.Default with { Storage = FileStorage.Plain });
        Assert.Equal(names, Directory.EnumerateFiles(folder["out"]).Select(static path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
        using var target = OvfPackage.Open(folder["out"]);
        Assert.Equal((newHref, isTaken ? packed.Length : 512), (target.Files[0].Reference.Href, (int)target.Files[0].Reference.Size!));
        Assert.True((await target.VerifyAsync(null, TestContext.Current.CancellationToken)).IsIntact);
        if (!isTaken)
            Assert.Equal(content, Sample.Text(target.Files[0].OpenContent()));

        static byte[] Gzip(string text)
        {
            var bytes = new MemoryStream();
            using (var gzip = new System.IO.Compression.GZipStream(bytes, System.IO.Compression.CompressionLevel.Fastest))
                gzip.Write(System.Text.Encoding.UTF8.GetBytes(text));
            return bytes.ToArray();
        }
    }

    [Theory]
    [InlineData(false, false, true)]
    [InlineData(true, false, false)]
    [InlineData(false, true, false)]
    public async Task OVF7009_a_wrong_size_is_corrected_unless_everything_is_to_stay(bool keepsManifest, bool isSigned, bool corrects)
    {
        var envelope = Sample.Envelope("""<File ovf:id="f" ovf:href="x" ovf:size="12345"/><File ovf:id="g" ovf:href="y" ovf:size="1"/><File ovf:id="h" ovf:href="z"/>""");
        var tar = new TarBuilder().File("a.ovf", envelope).File("a.mf", Sample.Line("a.ovf", envelope) + Sample.Line("x", "abc") + Sample.Line("y", "d") + Sample.Line("z", "e"));
        if (isSigned)
            tar.File("a.cert", "SHA256(a.mf)= 00");
        using var source = Sample.Package(tar.File("x", "abc").File("y", "d").File("z", "e").End());
        using var folder = new TempFolder();
        var report = await ConvertAsync(source, folder["out"], false, ConvertOptions.Default with { KeepManifest = keepsManifest });
        Assert.Equal(corrects ? 1 : 0, report.Diagnostics.Count(static one => one.Descriptor == ConversionDiagnostics.SizeCorrected));
        using var target = OvfPackage.Open(folder["out"]);
        Assert.Equal(corrects ? envelope.Replace("12345", "3", StringComparison.Ordinal) : envelope, Sample.Text(target.DescriptorEntry.Open()));
        Assert.True((await target.VerifyAsync(null, TestContext.Current.CancellationToken)).IsIntact);
        Assert.Equal(isSigned, target.CertificateEntry is not null);
    }

    [Fact]
    public async Task Chunks_are_copied_as_they_are_and_joined_where_the_disk_is_converted()
    {
        var disk = RepositoryFiles.FixtureBytes("disks/vmdk/tiny-stream.vmdk.gz");
        var size = (disk.Length / 3) + 1;
        var tar = new TarBuilder().File("a.ovf", Sample.Envelope(
            $"""<File ovf:id="f" ovf:href="x.vmdk" ovf:chunkSize="{size}" ovf:size="{disk.Length}"/>""", """<Disk ovf:diskId="d" ovf:fileRef="f"/>"""));
        foreach (var (chunk, i) in disk.Chunk(size).Select((chunk, i) => (chunk, i)))
            tar.Member($"x.vmdk.{i:D9}", '0', chunk);
        using var source = Sample.Package(tar.End());
        using var folder = new TempFolder();
        var copied = await ConvertAsync(source, folder["copy"], true, ConvertOptions.Default);
        Assert.Equal(["a.ovf", "a.mf", "x.vmdk.000000000", "x.vmdk.000000001", "x.vmdk.000000002"], copied.Entries.Select(e => e.Name));
        Assert.DoesNotContain(copied.Diagnostics, found => found.Descriptor == ConversionDiagnostics.ExtraCopied);

        var converted = await ConvertAsync(source, folder["out"], true, To("vhdx"));
        Assert.Equal(["a.ovf", "a.mf", "x.vhdx"], converted.Entries.Select(e => e.Name));
        using var result = OvfPackage.Open(folder["out"]);
        Assert.Null(result.Files[0].Reference.ChunkSize);
        using var image = result.OpenDisk(result.Disks[0]);
        Assert.Equal(GuestHash.All.Single(hash => hash.Path == "disks/vmdk/tiny-stream.vmdk.gz").Sha256, DiskAssert.Hash(image));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Cancelling_leaves_nothing(bool toArchive)
    {
        using var folder = new TempFolder();
        using var source = OvfPackage.Open(RepositoryFiles.Fixture("packages/appliance.ova"));
        using var stop = new CancellationTokenSource();
        var progress = new Synchronous(p =>
        {
            if (p.Position > p.Length / 2)
                stop.Cancel();
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await using PackageSink sink = toArchive ? new OvaSink(folder["out"]) : new FolderSink(folder["out"]);
            await PackageConverter.ConvertAsync(source, sink, To("vhdx"), progress, stop.Token);
        });
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task Progress_ends_at_the_whole()
    {
        using var folder = new TempFolder();
        using var source = OvfPackage.Open(RepositoryFiles.Fixture("packages/appliance.ova"));
        var all = new List<PackageProgress>();
        await using (var sink = new OvaSink(folder["out"]))
            await PackageConverter.ConvertAsync(source, sink, To("vhdx"), new Synchronous(all.Add), Stop);
        Assert.Equal(all.Select(p => p.Position).Order(), all.Select(p => p.Position));
        Assert.Equal(all[^1].Length, all[^1].Position);
        Assert.Equal(["appliance-disk1.vhdx", "appliance-disk2.vhdx", "appliance-notes.txt"], all.Select(p => p.FileName).Distinct());
    }

    [Theory]
    [InlineData("SHA1")]
    [InlineData("SHA512")]
    public async Task The_manifest_has_the_digest_asked_for(string name)
    {
        using var source = Package("""<File ovf:id="f" ovf:href="x"/>""", "", ("x", "text"));
        using var folder = new TempFolder();
        await ConvertAsync(source, folder["out"], false, ConvertOptions.Default with { Algorithm = ManifestAlgorithm.Find(name)! });
        Assert.All(File.ReadAllLines(folder["out/a.mf"]), line => Assert.StartsWith(name + "(", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Qemu_reads_the_converted_disk()
    {
        var qemu = ForeignTool.Require("qemu-img");
        using var source = Package("""<File ovf:id="f" ovf:href="x.raw"/>""", """<Disk ovf:diskId="d" ovf:fileRef="f"/>""", ("x.raw", Disk));
        using var folder = new TempFolder();
        await ConvertAsync(source, folder["out"], false, To("vhdx"));
        qemu.RunIn(folder.Path, "convert", "-O", "raw", "out/x.vhdx", "x.raw");
        Assert.Equal(Disk, File.ReadAllText(folder["x.raw"]));
    }

    [Theory]
    [InlineData("vmdk", "twoGbMaxExtentSparse", "vmdk:twoGbMaxExtentSparse is several files; choose vmdk:streamOptimized, vmdk:monolithicSparse")]
    [InlineData("vmdk", "monolithicFlat", "several files")]
    [InlineData("parallels", "bundle", "parallels:bundle is a folder; choose parallels:expanding")]
    public async Task A_disk_of_several_files_is_refused_and_what_fits_is_named(string format, string variant, string message)
    {
        using var folder = new TempFolder();
        using var source = OvfPackage.Open(RepositoryFiles.Fixture("packages/small-folder"));
        var options = To(format) with { Disk = DiskWriteOptions.Default with { Variant = variant } };

        Assert.Contains(message, (await Assert.ThrowsAsync<ArgumentException>(() => ConvertAsync(source, folder["out.ova"], true, options))).Message, StringComparison.Ordinal);
        Assert.False(File.Exists(folder["out.ova"]));
    }

    [Fact]
    public async Task A_format_that_is_several_files_unless_told_goes_into_a_package_as_one()
    {
        using var folder = new TempFolder();
        using var source = OvfPackage.Open(RepositoryFiles.Fixture("packages/small-folder"));
        await ConvertAsync(source, folder["out.ova"], true, To("parallels"));
        using var target = OvfPackage.Open(folder["out.ova"]);
        using var before = source.OpenDisk(source.Disks[0]);
        using var after = target.OpenDisk(target.Disks[0]);

        Assert.Equal(("parallels", "expanding"), (after.Format.Name, after.Variant));
        Assert.Equal(DiskAssert.Hash(before), DiskAssert.Hash(after));
    }

    private static ConvertOptions To(string format) => new() { DiskFormat = DiskFormats.BuiltIn.Find(format) };

    private static async Task<ConvertReport> ConvertAsync(OvfPackage source, string path, bool toArchive, ConvertOptions options)
    {
        await using PackageSink sink = toArchive ? new OvaSink(path) : new FolderSink(path);
        return await ConvertAsync(source, sink, options);
    }

    private static Task<ConvertReport> ConvertAsync(OvfPackage source, PackageSink sink, ConvertOptions options) => PackageConverter.ConvertAsync(source, sink, options, null, Stop);

    private static void RequireDigests(MemorySink sink)
    {
        var manifest = sink.Entries.Single(entry => entry.Key.EndsWith(".mf", StringComparison.Ordinal));
        var lines = sink.Entries.Where(entry => entry.Key != manifest.Key).Select(entry => $"SHA256({entry.Key})= {Convert.ToHexStringLower(SHA256.HashData(entry.Value))}");
        Assert.Equal(lines.Order(StringComparer.Ordinal), Encoding.UTF8.GetString(manifest.Value).Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));
    }

    private static OvfPackage Package(string files, string disks, params (string Name, string Content)[] entries) => Sample.Package(files, disks, null, entries);

    private static OvfPackage Signed()
    {
        var descriptor = Sample.Envelope("""<File ovf:id="f" ovf:href="x.raw"/>""", """<Disk ovf:diskId="d" ovf:fileRef="f"/>""");
        return Sample.Package(new TarBuilder().File("a.ovf", descriptor).File("a.mf", Sample.Line("a.ovf", descriptor) + Sample.Line("x.raw", Disk)).File("a.cert", "signature").File("x.raw", Disk).End());
    }

    private static List<(string Before, string After)> ChangedLines(OvfPackage before, OvfPackage after)
    {
        var lines = Sample.Text(before.DescriptorEntry.Open()).Split('\n').Zip(Sample.Text(after.DescriptorEntry.Open()).Split('\n')).ToList();
        Assert.Equal(Sample.Text(before.DescriptorEntry.Open()).Count(c => c == '\n'), lines.Count - 1);
        return [.. lines.Where(pair => pair.First != pair.Second)];
    }

    private sealed class Synchronous(Action<PackageProgress> action) : IProgress<PackageProgress>
    {
        public void Report(PackageProgress value) => action(value);
    }
}
