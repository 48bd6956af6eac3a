using System.Text;
using OvfKit.Diagnostics;
using OvfKit.Disks.Formats.Vmdk;
using OvfKit.Disks.Tests.Support;
using OvfKit.Testing;

namespace OvfKit.Disks.Tests.Formats.Vmdk;

public class VmdkPiecedWriterTests
{
    [Theory]
    [InlineData("monolithicFlat", "RW 204801 FLAT \"disk-flat.vmdk\" 0")]
    [InlineData("vmfs", "RW 204801 VMFS \"disk-flat.vmdk\"")]
    [InlineData("twoGbMaxExtentFlat", "RW 81920 FLAT \"disk-f001.vmdk\" 0\nRW 81920 FLAT \"disk-f002.vmdk\" 0\nRW 40961 FLAT \"disk-f003.vmdk\" 0")]
    [InlineData("twoGbMaxExtentSparse", "RW 81920 SPARSE \"disk-s001.vmdk\"\nRW 81920 SPARSE \"disk-s002.vmdk\"\nRW 40961 SPARSE \"disk-s003.vmdk\"")]
    public async Task The_descriptor_lists_the_pieces_as_vmware_names_them(string variant, string extents)
    {
        var guest = Guest.Empty((100L << 20) + 512).Random(0, 512).Random(60 << 20, 512);
        var options = variant.StartsWith("two", StringComparison.Ordinal) ? Written.With("extent-size", "40M") : new() { Id = Written.Id };
        var file = await Written.WriteAsync(guest.OpenRaw(), VmdkFormat.Instance, options with { Variant = variant });

        Assert.Equal(
            $"""
            # Disk DescriptorFile
            version=1
            encoding="UTF-8"
            CID=03020100
            parentCID=ffffffff
            createType="{variant}"

            # Extent description
            {extents.ReplaceLineEndings("\n            ")}

            # The Disk Data Base
            #DDB

            ddb.adapterType = "lsilogic"
            ddb.geometry.cylinders = "13"
            ddb.geometry.heads = "255"
            ddb.geometry.sectors = "63"
            ddb.longContentID = "0c0d0e0f0a0b08090706050403020100"
            ddb.toolsInstallType = "4"
            ddb.toolsVersion = "2147483647"
            ddb.uuid.image = "0f0e0d0c-0b0a-0908-0706-050403020100"
            ddb.virtualHWVersion = "4"

            """.ReplaceLineEndings("\n").Replace("\n            ", "\n", StringComparison.Ordinal),
            Encoding.UTF8.GetString(file.ToArray()));
        Assert.Equal(extents.Count(c => c == '\n') + 1, file.Siblings.Count);
    }

    [Fact]
    public async Task Flat_pieces_are_the_guests_bytes_with_their_holes()
    {
        var guest = Guest.Make("sparse above 4 GiB");
        var file = await Written.WriteAsync(guest.OpenRaw(), VmdkFormat.Instance, new() { Variant = "twoGbMaxExtentFlat" });

        Assert.Equal((guest.Length + (2047L << 20) - 1) / (2047L << 20), file.Siblings.Count);
        Assert.All(file.Siblings.SkipLast(1), piece => Assert.Equal(2047L << 20, piece.Value.Length));
        var whole = new SparseBytes();
        foreach (var (_, piece) in file.Siblings.OrderBy(piece => piece.Key, StringComparer.Ordinal))
        {
            var start = whole.Length;
            foreach (var data in piece.Data())
                whole.Write(start + data.Offset, piece.Bytes(data.Offset, (int)data.Length));
            whole.SetLength(start + piece.Length);
        }

        Assert.True(whole.SameAs(guest.Bytes));
        Assert.Equal(guest.Bytes.Data().Sum(data => data.Length), file.Siblings.Values.Sum(piece => piece.Data().Sum(data => data.Length)));
    }

    [Fact]
    public async Task Hundreds_of_pieces_need_one_open_file()
    {
        using var folder = new TempFolder();
        using var source = Guest.Empty(900 * 65536).Random(0, 512).Random(800 * 65536, 512).OpenRaw();
        using var sink = new FileDiskSink(folder["disk.vmdk"]);
        await using var writer = VmdkFormat.Instance.CreateWriter(sink, Written.With("extent-size", "64K") with { Variant = "twoGbMaxExtentFlat" });
        await DiskCopy.CopyAsync(source, writer, cancellationToken: TestContext.Current.CancellationToken);
        if (OperatingSystem.IsLinux())
            Assert.InRange(Directory.EnumerateFileSystemEntries("/proc/self/fd").Count(link => new FileInfo(link).LinkTarget?.StartsWith(folder.Path, StringComparison.Ordinal) == true), 0, 2);
        sink.Commit();

        Assert.Equal(901, Directory.EnumerateFiles(folder.Path).Count());
    }

    [Theory, InlineData("0"), InlineData("100000"), InlineData("4065M"), InlineData("x")]
    public void A_piece_must_be_whole_grains_and_fit(string size) => Assert.Throws<ArgumentException>(() =>
    {
        VmdkFormat.Instance.CreateWriter(new StreamDiskSink("a.vmdk", Stream.Null), Written.With("extent-size", size) with { Variant = "twoGbMaxExtentFlat" });
    });

    [Fact]
    public async Task A_name_that_breaks_the_descriptor_is_refused()
    {
        await using var stream = new SparseBytes().AsStream();
        await using var writer = VmdkFormat.Instance.CreateWriter(new StreamDiskSink("a\"b.vmdk", stream), new() { Variant = "monolithicFlat" });
        await Assert.ThrowsAsync<ArgumentException>(() => DiskCopy.CopyAsync(Guest.Make("one sector").OpenRaw(), writer, cancellationToken: TestContext.Current.CancellationToken));
        Assert.Equal(0, stream.Length);
    }

    [Theory, InlineData("twoGbMaxExtentFlat"), InlineData("twoGbMaxExtentSparse")]
    public async Task A_descriptor_cut_between_two_extents_is_no_shorter_disk(string variant)
    {
        var guest = Guest.Empty(3 << 20).Random(0, 3 << 20);
        var file = await Written.WriteAsync(guest.OpenRaw(), VmdkFormat.Instance, Written.With("extent-size", "1M") with { Variant = variant });
        var text = Encoding.UTF8.GetString(file.ToArray());
        var end = text.LastIndexOf(".vmdk\"", StringComparison.Ordinal);

        for (var length = text.IndexOf("RW ", StringComparison.Ordinal); length < end; length++)
            Assert.ThrowsAny<OvfKitException>(() => Open(length, recover: false));
        var second = text.IndexOf("RW ", text.IndexOf("RW ", StringComparison.Ordinal) + 1, StringComparison.Ordinal);
        using var recovered = Open(second, recover: true);
        Assert.Equal(1 << 20, recovered.Length);

        DiskImage Open(int length, bool recover) =>
            DiskFormats.BuiltIn.Open(file.Clone(length).AsSource("disk.vmdk"), new() { Resolver = file.Resolve, Recover = recover }, VmdkFormat.Instance);
    }
}
