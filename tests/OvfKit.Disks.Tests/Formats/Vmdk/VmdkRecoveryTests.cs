using OvfKit.Diagnostics;
using OvfKit.Disks.Tests.Support;
using OvfKit.IO;

namespace OvfKit.Disks.Tests.Formats.Vmdk;

public class VmdkRecoveryTests
{
    private const int Grain = 65536;

    [Fact]
    public void A_stream_cut_between_grains_gives_what_it_still_holds()
    {
        var guest = Guest.Make("random");
        var builder = new VmdkBuilder();
        var bytes = builder.With(guest).Build().AsMemory(0, (int)builder.GrainOffsets[20]);
        guest.Fill(20 * Grain, (int)guest.Length - (20 * Grain), 0);

        Assert.Equal("OVF6104", Assert.Throws<InvalidContentException>(() => Open(bytes, recover: false)).Diagnostic.Id);
        using var image = Open(bytes, out var findings);
        guest.AssertIn(image);
        Assert.Contains("20 grains were found", Assert.Single(findings).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_grain_that_is_cut_is_not_made_up()
    {
        var guest = Guest.Make("random");
        var builder = new VmdkBuilder();
        var bytes = builder.With(guest).Build().AsMemory(0, (int)builder.GrainOffsets[20] + 5000);
        guest.Fill(20 * Grain, (int)guest.Length - (20 * Grain), 0);

        using var image = Open(bytes, out _);
        guest.AssertIn(image);
    }

    [Fact]
    public void Grains_in_any_order_and_written_twice_are_found()
    {
        var guest = Guest.Make("random");
        var builder = new VmdkBuilder { EndOfStream = false }.With(guest);
        builder.Grains.Reverse();
        builder.Grains.Insert(0, (7, new byte[Grain]));
        var bytes = builder.Build().AsMemory(0, (int)builder.FooterOffset - 512);

        using var image = Open(bytes, out _);
        guest.AssertIn(image);
    }

    [Theory, InlineData(true), InlineData(false)]
    public void Damaged_tables_give_way_to_the_markers(bool inFront)
    {
        foreach (var damage in (Action<byte[], VmdkBuilder>[])
            [
                (bytes, b) => bytes.AsSpan((int)b.DirectoryOffset, 4).Fill(0xFF),
                (bytes, b) => bytes.AsSpan((int)b.TableOffsets[0] + 8, 4).Fill(0xEE),
                (bytes, b) => bytes[b.DirectoryOffset] = 5,
                (bytes, b) => bytes.AsSpan((int)b.DirectoryOffset, 4).Clear(),
            ])
        {
            var guest = Guest.Make("random");
            var builder = new VmdkBuilder { TablesInFront = inFront, Footer = !inFront }.With(guest);
            var bytes = builder.Build();
            damage(bytes, builder);

            using var image = Open(bytes, out var findings);
            guest.AssertIn(image);
            Assert.Equal("OVF6118", Assert.Single(findings).Id);
        }
    }

    [Fact]
    public void A_damaged_marker_costs_its_grain_and_no_other()
    {
        var guest = Guest.Make("random");
        var builder = new VmdkBuilder();
        var bytes = builder.With(guest).Build();
        bytes[builder.GrainOffsets[5] + 7] = 0x40;
        guest.Fill(5 * Grain, Grain, 0);

        using var image = Open(bytes.AsMemory(0, (int)builder.FooterOffset - 512), out _);
        guest.AssertIn(image);
    }

    [Fact]
    public void A_damaged_footer_is_as_good_as_none()
    {
        var guest = Guest.Make("random");
        var builder = new VmdkBuilder();
        var bytes = builder.With(guest).Build();
        bytes[builder.FooterOffset + 20] = 3;

        Assert.Equal("OVF6101", Assert.Throws<InvalidContentException>(() => Open(bytes, recover: false)).Diagnostic.Id);
        using var image = Open(bytes, out _);
        guest.AssertIn(image);
    }

    [Fact]
    public void Sound_streams_are_read_by_their_tables()
    {
        var guest = Guest.Make("random");
        using var image = Open(new VmdkBuilder().With(guest).Build(), out var findings);

        guest.AssertIn(image);
        Assert.Empty(findings);
    }

    [Fact]
    public void Markers_of_types_to_come_are_stepped_over()
    {
        var guest = Guest.Make("random");
        var builder = new VmdkBuilder();
        var bytes = builder.With(guest).Build();
        var progress = new byte[512];
        (progress[0], progress[12]) = (200, 4);
        var split = (int)builder.GrainOffsets[9];

        using var image = Open(bytes[..split].Concat(progress).Concat(bytes[split..(int)(builder.FooterOffset - 512)]).ToArray(), out _);
        guest.AssertIn(image);
    }

    private static DiskImage Open(ReadOnlyMemory<byte> bytes, out DiagnosticBag findings) => Open(bytes, recover: true, findings = new DiagnosticBag());

    private static DiskImage Open(ReadOnlyMemory<byte> bytes, bool recover, DiagnosticBag? findings = null) =>
        DiskFormats.BuiltIn.Open(ByteSource.FromMemory(bytes, "disk.vmdk"), new() { Recover = recover, Diagnostics = findings });
}
