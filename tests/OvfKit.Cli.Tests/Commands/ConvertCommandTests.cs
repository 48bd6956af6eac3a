using OvfKit.Disks;
using OvfKit.Testing;

namespace OvfKit.Cli.Tests.Commands;

public class ConvertCommandTests
{
    private static readonly string Appliance = RepositoryFiles.Fixture("packages/appliance.ova");
    private static readonly string Tiny = RepositoryFiles.Fixture("disks/raw/tiny.raw");

    [Fact]
    public void The_disks_of_the_appliance_keep_every_guest_byte()
    {
        using var folder = new TempFolder();
        Cli.RunDone(folder.Path, "convert", Appliance, "out", "--disk-format", "vhdx");
        Cli.RunDone(folder.Path, "convert", "out", "back.ova", "--disk-format", "vmdk:streamOptimized");
        Cli.RunDone(folder.Path, "convert", "back.ova", "raw", "--disk-format", "raw");
        foreach (var name in new[] { "appliance-disk1", "appliance-disk2" })
        {
            var expected = GuestHash.All.Single(hash => hash.Path == $"packages/appliance.ova!{name}.vmdk").Sha256;
            using var vhdx = DiskFormats.BuiltIn.OpenFile(folder[$"out/{name}.vhdx"]);
            using var raw = DiskFormats.BuiltIn.OpenFile(folder[$"raw/{name}.raw"], null, DiskFormats.BuiltIn.Find("raw"));
            Assert.Equal(expected, DiskAssert.Hash(vhdx));
            Assert.Equal(expected, DiskAssert.Hash(raw));
        }

        Assert.Contains("ok (SHA256)", Cli.RunDone(folder.Path, "verify", "raw"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("out", "is not empty")]
    [InlineData("out.ova", "exists already")]
    public void An_existing_package_is_refused_without_force(string target, string reason)
    {
        using var folder = new TempFolder();
        Cli.RunDone(folder.Path, "convert", Appliance, target);
        var before = Snapshot(folder[target]);
        var (exitCode, _, error) = Cli.Run(folder.Path, "convert", Appliance, target, "--disk-format", "vhdx");
        Assert.Equal(3, exitCode);
        Assert.Contains(reason, error, StringComparison.Ordinal);
        Assert.Contains("--force", error, StringComparison.Ordinal);
        Assert.Equal(before, Snapshot(folder[target]));

        Cli.RunDone(folder.Path, "convert", Appliance, target, "--disk-format", "vhdx", "--force");
        Assert.NotEqual(before, Snapshot(folder[target]));
        Assert.Single(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Theory]
    [InlineData("2", "2"), InlineData("2.1", "2"), InlineData("1.1", "1"), InlineData("1", "1")]
    public void The_descriptor_is_written_in_the_version_asked_for(string version, string envelope)
    {
        using var folder = new TempFolder();
        Cli.RunDone(folder.Path, "convert", Appliance, "out", "--ovf-version", version);
        Assert.Contains($"xmlns=\"http://schemas.dmtf.org/ovf/envelope/{envelope}\"", File.ReadAllText(folder["out/appliance.ovf"]), StringComparison.Ordinal);
        Assert.Contains("ok (SHA256)", Cli.RunDone(folder.Path, "verify", "out"), StringComparison.Ordinal);
        Cli.RunDone(folder.Path, "validate", "out");
    }

    [Fact]
    public void What_the_older_version_cannot_say_is_reported()
    {
        using var folder = new TempFolder();
        Cli.RunDone(folder.Path, "convert", Appliance, "newer", "--ovf-version", "2");
        var descriptor = File.ReadAllText(folder["newer/appliance.ovf"]);
        File.WriteAllText(folder["newer/appliance.ovf"], descriptor.Replace("<VirtualSystem ", "<SharedDiskSection><Info>none</Info></SharedDiskSection>\n  <VirtualSystem ", StringComparison.Ordinal));
        File.Delete(folder["newer/appliance.mf"]);
        var (exitCode, _, error) = Cli.Run(folder.Path, "convert", "newer", "older", "--ovf-version", "1");
        Assert.Equal(0, exitCode);
        Assert.Matches(@"appliance\.ovf\(\d+,\d+\): warning OVF7\d\d\d: SharedDiskSection was removed", error);
        Assert.DoesNotContain("SharedDiskSection", File.ReadAllText(folder["older/appliance.ovf"]), StringComparison.Ordinal);
    }

    [Fact]
    public void An_existing_disk_is_refused_without_force()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder["disk.vhdx"], "mine");
        var (exitCode, _, error) = Cli.Run(folder.Path, "convert", Tiny, "disk.vhdx");
        Assert.Equal(3, exitCode);
        Assert.Contains("--force", error, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(folder["disk.vhdx"]));
        Cli.RunDone(folder.Path, "convert", Tiny, "disk.vhdx", "-f");
        Assert.NotEqual("mine", File.ReadAllText(folder["disk.vhdx"]));
    }

    [Fact]
    public void A_package_that_differs_from_its_manifest_is_not_converted_unless_told()
    {
        using var folder = new TempFolder();
        var bytes = File.ReadAllBytes(Appliance);
        // The last member is the text file; its first letter is enough.
        bytes[bytes.AsSpan().LastIndexOf("appliance-notes.txt"u8) + 512] ^= 1;
        File.WriteAllBytes(folder["changed.ova"], bytes);

        var (exitCode, _, error) = Cli.Run(folder.Path, "convert", "changed.ova", "out", "--disk-format", "vhdx");
        Assert.Equal(1, exitCode);
        Assert.Contains("OVF4005", error, StringComparison.Ordinal);
        Assert.Equal([folder["changed.ova"]], Directory.EnumerateFileSystemEntries(folder.Path));
        Cli.RunDone(folder.Path, "convert", "changed.ova", "out", "--disk-format", "vhdx", "--skip-manifest-check");
    }

    [Fact]
    public void A_cut_disk_is_refused_and_leaves_nothing()
    {
        using var folder = new TempFolder();
        var whole = RepositoryFiles.FixtureBytes("disks/vmdk/stream.vmdk.gz");
        File.WriteAllBytes(folder["cut.vmdk"], whole[..(whole.Length * 2 / 3)]);
        var (exitCode, output, error) = Cli.Run(folder.Path, "convert", "cut.vmdk", "disk.vhdx");
        Assert.Equal(1, exitCode);
        Assert.Equal("", output);
        Assert.Matches(@"^cut\.vmdk@0x[0-9a-f]+: error OVF6\d\d\d: ", error);
        Assert.Equal([folder["cut.vmdk"]], Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public void A_child_is_converted_together_with_the_parent_beside_it()
    {
        using var folder = new TempFolder();
        File.WriteAllBytes(folder["child.vmdk"], RepositoryFiles.FixtureBytes("disks/vmdk/child.vmdk.gz"));
        var (exitCode, _, error) = Cli.Run(folder.Path, "convert", "child.vmdk", "flat.raw");
        Assert.Equal(1, exitCode);
        Assert.Contains("OVF6005", error, StringComparison.Ordinal);

        File.WriteAllBytes(folder["parent.vmdk"], RepositoryFiles.FixtureBytes("disks/vmdk/parent.vmdk.gz"));
        Cli.RunDone(folder.Path, "convert", "child.vmdk", "flat.raw");
        using var flat = DiskFormats.BuiltIn.OpenFile(folder["flat.raw"], null, DiskFormats.BuiltIn.Find("raw"));
        Assert.Equal(GuestHash.All.Single(hash => hash.Path == "disks/vmdk/child.vmdk.gz").Sha256, DiskAssert.Hash(flat));
    }

    [Fact]
    public void A_raw_disk_of_an_odd_length_is_padded_and_that_is_reported()
    {
        using var folder = new TempFolder();
        File.WriteAllBytes(folder["odd.raw"], [.. Enumerable.Repeat((byte)7, 700)]);
        var (exitCode, _, error) = Cli.Run(folder.Path, "convert", "odd.raw", "even.raw");
        Assert.Equal(0, exitCode);
        Assert.Contains("warning OVF6003", error, StringComparison.Ordinal);
        Assert.Equal([.. Enumerable.Repeat((byte)7, 700), .. new byte[324]], File.ReadAllBytes(folder["even.raw"]));
    }

    [Theory]
    [InlineData(2, "convert", "x.raw")]
    [InlineData(2, "convert", "disk.raw", "disk.vmdk", "--ovf-version", "2")]
    [InlineData(2, "convert", "disk.raw", "disk.vmdk", "--ovf-version", "3")]
    [InlineData(2, "convert", "disk.raw", "disk.xyz")]
    [InlineData(2, "convert", "disk.raw", "disk.vmdk", "--to", "qcow9")]
    [InlineData(2, "convert", "disk.raw", "disk.vmdk", "--to", "vmdk:unheard")]
    [InlineData(2, "convert", "disk.raw", "disk.vmdk", "--level", "10")]
    [InlineData(2, "convert", "disk.raw", "disk.vhdx", "-o", "block-size=3M")]
    [InlineData(2, "convert", "disk.raw", "disk.vhdx", "-o", "colour=red")]
    [InlineData(2, "convert", "disk.raw", "disk.vhdx", "--disk-format", "vhdx")]
    [InlineData(2, "convert", "package", "out", "--to", "vhdx")]
    [InlineData(2, "convert", "package", "out", "--sha", "md5")]
    [InlineData(2, "nonsense")]
    [InlineData(3, "convert", "missing.raw", "disk.vmdk")]
    [InlineData(3, "info", "missing.ova")]
    [InlineData(3, "convert", "disk.raw", "no/such/folder/disk.vmdk")]
    [InlineData(1, "info", "unknown.bin")]
    [InlineData(1, "convert", "empty.ova", "out")]
    public void Problems_have_their_exit_code_one_line_each_and_leave_nothing(int expected, params string[] arguments)
    {
        using var folder = new TempFolder();
        File.WriteAllBytes(folder["disk.raw"], new byte[1024]);
        File.WriteAllText(folder["unknown.bin"], "neither a disk nor a package");
        File.WriteAllBytes(folder["empty.ova"], []);
        SamplePackage.Create(folder["package"], 1);
        var before = Directory.EnumerateFileSystemEntries(folder.Path).Order(StringComparer.Ordinal).ToList();

        var (exitCode, output, error) = Cli.Run(folder.Path, arguments);

        Assert.Equal(expected, exitCode);
        Assert.Equal("", output);
        Assert.NotEqual("", error);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
        Assert.Equal(before, Directory.EnumerateFileSystemEntries(folder.Path).Order(StringComparer.Ordinal));
    }

    private static List<string> Snapshot(string path) => Directory.Exists(path)
        ? [.. Directory.EnumerateFiles(path).Order(StringComparer.Ordinal).Select(file => $"{Path.GetFileName(file)} {new FileInfo(file).Length}")]
        : [$"{new FileInfo(path).Length}"];
}
