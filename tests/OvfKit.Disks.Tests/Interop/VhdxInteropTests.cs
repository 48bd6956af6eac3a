using OvfKit.Diagnostics;
using OvfKit.Disks.Tests.Support;
using OvfKit.Testing;
using static OvfKit.Disks.Tests.Support.VhdxBuilder;

namespace OvfKit.Disks.Tests.Interop;

/// <summary>VHDX beyond plain conversion: written into by qemu, left unfinished, with parents, with large sectors.</summary>
public class VhdxInteropTests
{
    private static readonly string[] Writes = ["write -P 0x11 1000k 70k", "write -P 0x22 3M 3M", "write -z 20M 1M", $"write -P 0x33 {Guest.Make("patterns").Length - 512} 512"];

    public static MatrixTheoryData<string, string> Images { get; } = new(["dynamic", "fixed"], ["1M", "32M", "256M"]);

    [Theory, MemberData(nameof(Images))]
    public async Task A_vhdx_of_ours_survives_being_opened_for_writing(string variant, string blockSize)
    {
        using var folder = new TempFolder();
        var qemu = new Qemu(folder);
        Qemu.WriteRaw(Guest.Make("patterns"), folder["truth.raw"]);
        using (var source = Guest.Make("patterns").OpenRaw())
            await qemu.ConvertAsync(source, "target.vhdx", "vhdx", Written.With("block-size", blockSize) with { Variant = variant });
        qemu.AssertSame("truth.raw", "target.vhdx", "vhdx");
        using (var image = DiskFormats.BuiltIn.OpenFile(folder["target.vhdx"]))
            Libyal.Vhdi.AssertSame(image, folder, "target.vhdx");

        Write(folder, "raw", "truth.raw");
        Write(folder, "vhdx", "target.vhdx");
        qemu.AssertSame("truth.raw", "target.vhdx", "vhdx");
        using var expected = DiskFormats.BuiltIn.OpenFile(folder["truth.raw"], format: DiskFormats.BuiltIn.Find("raw"));
        using var actual = DiskFormats.BuiltIn.OpenFile(folder["target.vhdx"]);
        Assert.Equal(DiskAssert.Hash(expected), DiskAssert.Hash(actual));
    }

    [Fact]
    public async Task What_a_killed_writer_left_in_the_log_is_read()
    {
        using var folder = new TempFolder();
        var qemu = new Qemu(folder);
        using (var source = Guest.Make("patterns").OpenRaw())
            await qemu.ConvertAsync(source, "target.vhdx", "vhdx", Written.With("block-size", "1M"));
        var before = await File.ReadAllBytesAsync(folder["target.vhdx"], TestContext.Current.CancellationToken);
        var killed = ForeignTool.Require("qemu-io").TryRun(folder.Path, "-f", "vhdx", "-c", "write -P 0x22 18M 64k", "-c", "sigraise 9", "target.vhdx");
        Assert.NotEqual(0, killed.ExitCode);
        Assert.DoesNotContain("failed", killed.Error, StringComparison.Ordinal);

        // qemu writes the log, then the headers, then carries the log out, then empties it. Before the third step the file is this one:
        // its new data is there, its headers name the log, and its block table is the old one.
        var after = SparseBytes.Of(await File.ReadAllBytesAsync(folder["target.vhdx"], TestContext.Current.CancellationToken));
        var logId = after.Bytes(MiB + 32, 16);
        Assert.Equal("loge"u8.ToArray(), after.Bytes(MiB, 4));
        foreach (var header in (int[])[Header1, Header2])
        {
            after.Write(header + 48, logId);
            Seal(after, header);
        }

        Assert.NotEqual(before[(3 * MiB)..((3 * MiB) + 4096)], after.Bytes(3 * MiB, 4096));
        after.Write(3 * MiB, before.AsSpan(3 * MiB, 4096));
        await File.WriteAllBytesAsync(folder["unfinished.vhdx"], after.ToArray(), TestContext.Current.CancellationToken);

        var findings = new DiagnosticBag();
        using var image = DiskFormats.BuiltIn.OpenFile(folder["unfinished.vhdx"], new() { Diagnostics = findings });
        Assert.Equal("OVF6306", Assert.Single(findings).Id);
        Guest.Make("patterns").Fill(18 * MiB, 65_536, 0x22).AssertIn(image);

        // qemu itself replays the log when it may write.
        var ours = DiskAssert.Hash(image);
        File.Copy(folder["unfinished.vhdx"], folder["repaired.vhdx"]);
        qemu.Run("check", "-r", "all", "-f", "vhdx", "repaired.vhdx");
        qemu.Run("convert", "-f", "vhdx", "-O", "raw", "repaired.vhdx", "repaired.raw");
        using var repaired = DiskFormats.BuiltIn.OpenFile(folder["repaired.raw"], format: DiskFormats.BuiltIn.Find("raw"));
        Assert.Equal(DiskAssert.Hash(repaired), ours);
    }

    [Theory, InlineData("1M"), InlineData("2M"), InlineData("32M")]
    public async Task Libvhdi_reads_our_children_through_their_parents(string blockSize)
    {
        using var folder = new TempFolder();
        var qemu = new Qemu(folder);
        using (var source = Guest.Make("patterns").OpenRaw())
            await qemu.ConvertAsync(source, "base.vhdx", "vhdx");
        var middle = Guest.Make("patterns").Random(3 * MiB, 70_000).Random(20 * MiB, MiB);
        await WriteChildAsync(middle, "middle.vhdx", "base.vhdx");
        var top = Guest.Make("patterns").Random(3 * MiB, 70_000).Random(20 * MiB, MiB).Random(8 * MiB, 5).Random(30 * MiB, 512);
        await WriteChildAsync(top, "top.vhdx", "middle.vhdx");

        using (var image = DiskFormats.BuiltIn.OpenFile(folder["top.vhdx"], new() { Resolver = new FolderReferences(folder.Path).Resolve }))
        {
            top.AssertIn(image);
            Assert.Equal(2, image.Extents().Max(extent => extent.Depth));
            Libyal.Vhdi.AssertSame(image, folder, "top.vhdx", "middle.vhdx", "base.vhdx");
        }

        // A renamed parent is found by its id.
        File.Move(folder["middle.vhdx"], folder["renamed.vhdx"]);
        using var found = DiskFormats.BuiltIn.OpenFile(folder["top.vhdx"], new() { Resolver = new FolderReferences(folder.Path).Resolve });
        top.AssertIn(found);

        async Task WriteChildAsync(Guest guest, string name, string parentName)
        {
            using var parent = DiskFormats.BuiltIn.OpenFile(folder[parentName], new() { Resolver = new FolderReferences(folder.Path).Resolve });
            using var source = guest.OpenRaw();
            await qemu.ConvertAsync(source, name, "vhdx", Written.With("block-size", blockSize) with { Id = Guid.NewGuid(), Parent = parent, ParentName = parentName });
        }
    }

    [Fact]
    public async Task Libvhdi_reads_our_4096_byte_sectors()
    {
        using var folder = new TempFolder();
        var guest = Guest.Empty(40 * MiB).Random(100, 5000).Random(39 * MiB, MiB);
        foreach (var variant in (string[])["dynamic", "fixed"])
        {
            using var source = guest.OpenRaw();
            await new Qemu(folder).ConvertAsync(source, variant + ".vhdx", "vhdx", Written.With("logical-sector-size", "4096") with { Variant = variant });
            using var image = DiskFormats.BuiltIn.OpenFile(folder[variant + ".vhdx"]);
            guest.AssertIn(image);
            Libyal.Vhdi.AssertSame(image, folder, variant + ".vhdx");
        }
    }

    private static void Write(TempFolder folder, string format, string file) =>
        ForeignTool.Require("qemu-io").RunIn(folder.Path, ["-f", format, .. Writes.SelectMany(write => (string[])["-c", write]), file]);
}
