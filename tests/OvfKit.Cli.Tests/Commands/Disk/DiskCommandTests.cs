using System.Security.Cryptography;
using System.Text.Json;
using System.Xml.Linq;
using OvfKit.Testing;

namespace OvfKit.Cli.Tests.Commands.Disk;

public class DiskCommandTests
{
    private const int MiB = 1 << 20;

    [Fact]
    public void Hash_prints_what_sha256sum_prints_of_the_raw_disk()
    {
        using var folder = WithDisk(out var bytes);
        Cli.RunDone(folder.Path, "convert", "disk.raw", "disk.vmdk");

        var expected = Convert.ToHexStringLower(SHA256.HashData(bytes));
        Assert.Equal($"{expected}  disk.raw\n{expected}  disk.vmdk\n", Cli.RunDone(folder.Path, "disk", "hash", "disk.raw", "disk.vmdk"));
        Assert.StartsWith(ForeignTool.Require("sha512sum").RunIn(folder.Path, "disk.raw")[..128], Cli.RunDone(folder.Path, "disk", "hash", "--sha", "sha512", "disk.vmdk"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_disk_that_cannot_be_hashed_keeps_no_other_from_its_line()
    {
        using var folder = WithDisk(out var bytes);
        File.WriteAllText(folder["notes.txt"], "no disk");
        var expected = $"{Convert.ToHexStringLower(SHA256.HashData(bytes))}  disk.raw\n";

        var (exitCode, output, errors) = Cli.Run(folder.Path, "disk", "hash", "notes.txt", "disk.raw");
        Assert.Equal((1, expected), (exitCode, output));
        Assert.Contains("OVF6002", errors, StringComparison.Ordinal);
        (exitCode, output, _) = Cli.Run(folder.Path, "disk", "hash", "missing.vhdx", "notes.txt", "disk.raw");
        Assert.Equal((3, expected), (exitCode, output));
    }

    [Fact]
    public void Compare_ends_with_1_when_disks_differ()
    {
        using var folder = WithDisk(out var bytes);
        Cli.RunDone(folder.Path, "convert", "disk.raw", "disk.vhdx", "--verify");
        Assert.Equal("same content\n", Cli.RunDone(folder.Path, "disk", "compare", "disk.raw", "disk.vhdx"));

        bytes[MiB + 3] ^= 1;
        File.WriteAllBytes(folder["other.raw"], bytes);
        var (exitCode, output, _) = Cli.Run(folder.Path, "disk", "compare", "disk.vhdx", "other.raw", "--json");
        Assert.Equal(1, exitCode);
        using var json = JsonDocument.Parse(output);
        Assert.Equal(MiB + 3, json.RootElement.GetProperty("firstDifference").GetInt64());
        Assert.Equal(512, json.RootElement.GetProperty("differingSize").GetInt64());
    }

    [Fact]
    public void A_disk_that_is_a_folder_is_written_read_and_described()
    {
        using var folder = WithDisk(out var bytes);
        Cli.RunDone(folder.Path, "convert", "disk.raw", "disk.hdd", "--verify");
        Cli.RunDone(folder.Path, "convert", "disk.hdd", "disk.hds");
        Cli.RunDone(folder.Path, "convert", "disk.hds", "back.raw");

        Assert.True(File.Exists(folder["disk.hdd/DiskDescriptor.xml"]));
        Assert.Equal(bytes, File.ReadAllBytes(folder["back.raw"]));
        Assert.Contains("bundle", Cli.RunDone(folder.Path, "info", "disk.hdd"), StringComparison.Ordinal);
        Assert.Contains("expanding", Cli.RunDone(folder.Path, "info", "disk.hds"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_compressed_disk_is_unpacked_where_the_user_wants()
    {
        using var folder = WithDisk(out var bytes);
        Directory.CreateDirectory(folder["temp"]);
        ForeignTool.Require("gzip").RunIn(folder.Path, "disk.raw");
        Cli.RunDone(folder.Path, "convert", "disk.raw.gz", "copy.raw", "--temp-dir", "temp");

        Assert.Equal(bytes, File.ReadAllBytes(folder["copy.raw"]));
        Assert.Empty(Directory.GetFileSystemEntries(folder["temp"]));
        Assert.NotEqual(0, Cli.Run(folder.Path, "convert", "disk.raw.gz", "other.raw", "--temp-dir", "missing").ExitCode);
    }

    [Fact]
    public void Map_lists_and_draws_where_the_data_is()
    {
        using var folder = WithDisk(out _);
        Cli.RunDone(folder.Path, "convert", "disk.raw", "disk.vmdk");

        var lines = Cli.RunDone(folder.Path, "disk", "map", "disk.vmdk").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["compressed", "zero"], lines[1..].Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[2]).Distinct().Order());
        using var json = JsonDocument.Parse(Cli.RunDone(folder.Path, "disk", "map", "disk.vmdk", "--json"));
        Assert.Equal(4 * MiB, json.RootElement.GetProperty("extents").EnumerateArray().Sum(extent => extent.GetProperty("length").GetInt64()));
        Cli.RunDone(folder.Path, "disk", "map", "disk.vmdk", "--svg", "map.svg");
        var svg = XDocument.Load(folder["map.svg"]);
        Assert.InRange(svg.Descendants().Count(element => element.Name.LocalName == "rect"), 10, 2100);
        Assert.Equal(3, Cli.Run(folder.Path, "disk", "map", "disk.vmdk", "--svg", "map.svg").ExitCode);
    }

    [Fact]
    public void Check_tells_all_damage_and_repairs_into_a_new_file()
    {
        using var folder = WithDisk(out var bytes);
        Cli.RunDone(folder.Path, "convert", "disk.raw", "disk.vmdk");
        Assert.Contains("0 errors", Cli.RunDone(folder.Path, "disk", "check", "disk.vmdk"), StringComparison.Ordinal);

        var image = File.ReadAllBytes(folder["disk.vmdk"]);
        // The first grain's data begins 12 bytes behind its marker, which stands right behind the overhead.
        var grain = (int)BitConverter.ToInt64(image, 64) * 512;
        image[grain + 100] ^= 0x20;
        File.WriteAllBytes(folder["damaged.vmdk"], image);
        var (exitCode, output, error) = Cli.Run(folder.Path, "disk", "check", "damaged.vmdk", "--repair", "saved.vmdk");
        Assert.Equal(1, exitCode);
        Assert.Contains("1 errors", output, StringComparison.Ordinal);
        Assert.Contains("OVF6016", error, StringComparison.Ordinal);
        Assert.Equal(image, File.ReadAllBytes(folder["damaged.vmdk"]));
        Cli.RunDone(folder.Path, "disk", "check", "saved.vmdk");
        bytes.AsSpan(0, 65536).Clear();
        File.WriteAllBytes(folder["expected.raw"], bytes);
        Cli.RunDone(folder.Path, "disk", "compare", "saved.vmdk", "expected.raw");
    }

    [Fact]
    public void Resize_grows_and_shrinks_into_a_new_file()
    {
        using var folder = WithDisk(out _);
        Cli.RunDone(folder.Path, "convert", "disk.raw", "disk.vhdx");
        Cli.RunDone(folder.Path, "disk", "resize", "disk.vhdx", "grown.vhdx", "+6M", "--verify");
        Assert.Equal(10 * MiB, VirtualSize(folder, "grown.vhdx"));
        Assert.Contains("; grown.vhdx is 6291456 bytes longer, which are zeros", Cli.RunDone(folder.Path, "disk", "compare", "disk.vhdx", "grown.vhdx"), StringComparison.Ordinal);

        Assert.Contains("OVF6011", Cli.Run(folder.Path, "disk", "resize", "disk.vhdx", "small.vhdx", "1M").Error, StringComparison.Ordinal);
        Assert.False(File.Exists(folder["small.vhdx"]));
        Cli.RunDone(folder.Path, "disk", "resize", "disk.vhdx", "small.vhdx", "1M", "--force-shrink");
        Cli.RunDone(folder.Path, "disk", "resize", "disk.vhdx", "fits.vhdx", "-1M");
        Assert.Equal((MiB, 3 * MiB), (VirtualSize(folder, "small.vhdx"), VirtualSize(folder, "fits.vhdx")));
        foreach (var size in (string[])["", "G", "1X", "1000", "-5G", "99999999999T"])
            Assert.Equal(2, Cli.Run(folder.Path, "disk", "resize", "disk.vhdx", "bad.vhdx", "--", size).ExitCode);
    }

    [Fact]
    public void Create_makes_an_empty_disk_of_the_size()
    {
        using var folder = new TempFolder();
        Cli.RunDone(folder.Path, "disk", "create", "new.vhdx", "40G");

        Assert.Equal(40L << 30, VirtualSize(folder, "new.vhdx"));
        Assert.Equal(2, Cli.Run(folder.Path, "disk", "create", "other.vhdx").ExitCode);
        Assert.Equal(2, Cli.Run(folder.Path, "disk", "create", "other.unknown", "1G").ExitCode);
        Assert.Contains("can only be read", Cli.Run(folder.Path, "disk", "create", "other.xva", "1G").Error, StringComparison.Ordinal);
        Assert.Equal(2, Cli.Run(folder.Path, "disk", "create", "-", "1G", "--to", "vhdx").ExitCode);
        Assert.False(File.Exists(folder["-"]));
        Assert.Single(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void Zeros_that_were_added_are_told_once()
    {
        using var folder = WithDisk(out var bytes);
        File.WriteAllBytes(folder["odd.raw"], bytes[..(3 * MiB + 512)]);

        var (exitCode, output, error) = Cli.Run(folder.Path, "convert", "odd.raw", "odd.vhd", "-o", "align=1M", "--verify");
        Assert.Equal(0, exitCode);
        Assert.Equal(2, (output + error).Split("OVF6015").Length);
    }

    [Fact]
    public void Compact_drops_blocks_of_zeros_and_keeps_the_variant()
    {
        using var folder = WithDisk(out _);
        File.WriteAllBytes(folder["disk.raw"], [.. File.ReadAllBytes(folder["disk.raw"]), .. new byte[64 * MiB]]);
        ForeignTool.Require("qemu-img").RunIn(folder.Path, "convert", "-S", "0", "-f", "raw", "-O", "vhdx", "-o", "block_size=1M", "disk.raw", "full.vhdx");
        Cli.RunDone(folder.Path, "disk", "compact", "full.vhdx", "small.vhdx", "-o", "block-size=1M");

        Assert.InRange(new FileInfo(folder["small.vhdx"]).Length, 1, new FileInfo(folder["full.vhdx"]).Length / 4);
        Cli.RunDone(folder.Path, "disk", "compare", "full.vhdx", "small.vhdx");
    }

    private static long VirtualSize(TempFolder folder, string disk)
    {
        using var json = JsonDocument.Parse(Cli.RunDone(folder.Path, "disk", "info", disk, "--json"));
        return json.RootElement.GetProperty("virtualSize").GetInt64();
    }

    private static TempFolder WithDisk(out byte[] bytes)
    {
        var folder = new TempFolder();
        bytes = new byte[4 * MiB];
        new Random(1).NextBytes(bytes.AsSpan(0, 200_000));
        bytes.AsSpan(MiB, MiB).Fill((byte)'x');
        File.WriteAllBytes(folder["disk.raw"], bytes);
        return folder;
    }
}
