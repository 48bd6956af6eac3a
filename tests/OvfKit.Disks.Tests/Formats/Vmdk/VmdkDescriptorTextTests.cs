using System.Collections.Immutable;
using OvfKit.Disks.Formats.Vmdk;
using OvfKit.Disks.Tests.Support;

namespace OvfKit.Disks.Tests.Formats.Vmdk;

public class VmdkDescriptorTextTests
{
    private static readonly KeyValuePair<string, string> KnowsMachine = new("ddb.longContentID", "00112233445566778899aabbccddeeff");

    [Theory]
    [InlineData("adapter-type", "PVSCSI", "ddb.adapterType = \"pvscsi\"")]
    [InlineData("hardware-version", "21", "ddb.virtualHWVersion = \"21\"")]
    [InlineData("tools-version", "12389", "ddb.toolsVersion = \"12389\"")]
    [InlineData("ddb.comment", "two words", "ddb.comment = \"two words\"")]
    [InlineData("ddb.geometry.heads", "16", "ddb.geometry.heads = \"16\"")]
    public void Settings_become_entries(string setting, string value, string expected) =>
        Assert.Contains(expected + "\n", Text(new FakeImage(1 << 20), Written.With(setting, value)), StringComparison.Ordinal);

    [Theory]
    [InlineData("adapter-type", "floppy")]
    [InlineData("hardware-version", "new")]
    [InlineData("tools-version", "-1")]
    [InlineData("ddb.comment", "a\"b")]
    [InlineData("ddb.comment", "a\nRW 1 FLAT \"/etc/passwd\"")]
    [InlineData("ddb.a b", "c")]
    [InlineData("ddb.", "c")]
    [InlineData("ddb.longContentID", "00")]
    [InlineData("extent-size", "1M")]
    public void Settings_that_cannot_be_are_refused(string setting, string value) =>
        Assert.Throws<ArgumentException>(() => Text(new FakeImage(1 << 20), Written.With(setting, value)));

    [Fact]
    public void The_entries_of_a_vmdk_are_kept()
    {
        var text = Text(
            new FakeImage(1 << 20) { Facts = [KnowsMachine, new("ddb.adapterType", "ide"), new("ddb.geometry.biosHeads", "16"), new("ddb.somethingNew", "7"), new("ddb.virtualHWVersion", "19"), new("grain size", "1")] },
            new() { Id = Written.Id });

        foreach (var entry in (string[])["ddb.adapterType = \"ide\"", "ddb.geometry.biosHeads = \"16\"", "ddb.somethingNew = \"7\"", "ddb.virtualHWVersion = \"19\"", "ddb.longContentID = \"0c0d0e0f0a0b08090706050403020100\""])
            Assert.Contains(entry + "\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("grain", text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_qemu_puts_into_every_disk_says_nothing_of_the_machine()
    {
        var text = Text(new FakeImage(1 << 20) { Facts = [new("ddb.adapterType", "ide"), new("ddb.geometry.heads", "16")] });

        Assert.Contains("ddb.adapterType = \"lsilogic\"\n", text, StringComparison.Ordinal);
        Assert.Contains("ddb.geometry.heads = \"255\"\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Entries_that_belong_to_the_old_file_are_dropped()
    {
        var text = Text(new FakeImage(1 << 20) { Facts = [KnowsMachine, new("ddb.uuid", "60 00"), new("ddb.uuid.modification", "x"), new("ddb.thinProvisioned", "1"), new("ddb.deletable", "true"), new("ddb.encoding", "GBK")] });

        foreach (var gone in (string[])["60 00", "modification", "thin", "deletable", "GBK"])
            Assert.DoesNotContain(gone, text, StringComparison.Ordinal);
    }

    [Fact]
    public void Hostile_entries_cannot_break_the_descriptor_or_fill_it()
    {
        var text = Text(new FakeImage(1 << 20)
        {
            Facts =
            [
                KnowsMachine, new("ddb.a", "\"\nRW 1 FLAT \"/etc/passwd\""), new("ddb.b\nRW 1 FLAT \"/etc/passwd\"", "x"), new("ddb.c", new string('x', 10_000)),
                .. Enumerable.Range(0, 5000).Select(i => new KeyValuePair<string, string>($"ddb.k{i}", "v")),
            ],
        });

        Assert.DoesNotContain("passwd", text, StringComparison.Ordinal);
        Assert.InRange(VmdkDescriptorText.Embedded(text).AsSpan().IndexOf((byte)0), 500, 10 * 512);
    }

    [Fact]
    public void An_id_that_is_kept_keeps_vmwares_own_too()
    {
        var file = new VmdkBuilder { Capacity = 128 }.Described(VmdkBuilder.DescriptorText(128) + "ddb.uuid.image = \"0f0e0d0c-0b0a-0908-0706-050403020100\"\nddb.uuid = \"60 00 C2 93 aa bb cc dd-ee ff 00 11 22 33 44 55\"\n");
        using var source = DiskFormats.BuiltIn.Open(file.BuildSource());
        Assert.Equal(Written.Id, source.Id);

        Assert.Contains("ddb.uuid = \"60 00 C2 93 aa bb cc dd-ee ff 00 11 22 33 44 55\"\n", Text(source, new() { Id = source.Id }), StringComparison.Ordinal);
        Assert.DoesNotContain("60 00 C2", Text(source), StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_that_leave_no_room_are_refused()
    {
        var settings = Enumerable.Range(0, 40).ToImmutableDictionary(i => $"ddb.key{i}", _ => new string('x', 200));
        Assert.Throws<ArgumentException>(() => VmdkDescriptorText.Embedded(Text(new FakeImage(512), new() { Settings = settings })));
    }

    private static string Text(DiskImage source, DiskWriteOptions? options = null) =>
        new VmdkDescriptorText("streamOptimized", source, options ?? new(), VmdkWriteSettings.Parse(VmdkFormat.Instance, options ?? new(), split: false)).Compose("RW 1 SPARSE \"a\"");
}
