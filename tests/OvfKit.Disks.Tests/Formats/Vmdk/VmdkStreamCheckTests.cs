using System.Buffers.Binary;
using System.Text;
using OvfKit.Diagnostics;
using OvfKit.Disks.Formats.Vmdk;
using OvfKit.IO;
using OvfKit.Testing;

namespace OvfKit.Disks.Tests.Formats.Vmdk;

public class VmdkStreamCheckTests
{
    private const int Grain = 65536;

    [Fact]
    public async Task What_is_written_here_has_no_findings() => Assert.Empty(Find(await StreamAsync()));

    [Fact]
    public void Other_files_have_no_findings() => Assert.Empty(Find(new byte[4096]));

    [Fact]
    public async Task OVF6131_an_old_header_version_is_named()
    {
        var bytes = await StreamAsync();
        bytes[4] = 1;
        Assert.Equal(["OVF6131"], Find(bytes));
    }

    [Fact]
    public async Task OVF6132_redundant_tables_in_a_stream_are_named()
    {
        var bytes = await StreamAsync();
        bytes[8] |= 2;
        Assert.Equal(["OVF6132"], Find(bytes));
    }

    [Fact]
    public async Task OVF6133_an_ide_disk_is_named()
    {
        var bytes = await StreamAsync();
        var at = bytes.AsSpan().IndexOf("\"lsilogic\""u8);
        Encoding.ASCII.GetBytes("\"ide\"     ").CopyTo(bytes, at);
        Assert.Equal(["OVF6133"], Find(bytes));
    }

    [Fact]
    public async Task OVF6134_grains_out_of_order_are_named_once()
    {
        var bytes = await StreamAsync();
        var first = (int)BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(64)) * 512;
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(first), 1 << 20);
        Assert.Equal(["OVF6134"], Find(bytes));
    }

    [Fact]
    public async Task OVF6135_a_missing_end_is_named() => Assert.Equal(["OVF6135"], Find((await StreamAsync())[..^512]));

    [Fact]
    public void OVF6135_what_qemu_writes_is_judged_by_what_is_in_it()
    {
        var qemu = ForeignTool.Require("qemu-img");
        using var folder = new TempFolder();
        File.WriteAllBytes(folder["a.raw"], Guest());
        qemu.Run("convert", "-O", "vmdk", "-o", "subformat=streamOptimized", folder["a.raw"], folder["a.vmdk"]);
        var found = Find(File.ReadAllBytes(folder["a.vmdk"]));
        Assert.Contains("OVF6133", found);
    }

    private static string[] Find(byte[] bytes)
    {
        var found = new DiagnosticBag();
        VmdkStreamCheck.Run(ByteSource.FromMemory(bytes, "a.vmdk"), found, TestContext.Current.CancellationToken);
        return [.. found.Select(one => one.Id)];
    }

    private static async Task<byte[]> StreamAsync()
    {
        using var disk = DiskAssert.OpenRaw(Guest());
        return await DiskAssert.WriteAsync(disk, DiskFormats.BuiltIn.Find("vmdk")!);
    }

    private static byte[] Guest()
    {
        var guest = new byte[8 * Grain];
        new Random(5).NextBytes(guest.AsSpan(0, 3 * Grain));
        return guest;
    }
}
