using OvfKit.Diagnostics;
using OvfKit.Disks.Tests.Support;
using OvfKit.IO;

namespace OvfKit.Disks.Tests;

public class DiskImageTests
{
    [Fact]
    public void Holes_of_a_sparse_file_are_zeros_in_the_map()
    {
        var guest = Guest.Make("sparse above 4 GiB");
        using var image = guest.OpenRaw();
        var stored = image.Extents().Where(extent => extent.Kind == RunKind.Stored).Select(extent => (extent.Offset, extent.End)).ToList();

        Assert.Equal(0, guest.Bytes.BytesRead);
        foreach (var data in guest.Bytes.Data())
            Assert.Single(stored, extent => extent.Offset <= data.Offset && data.End <= extent.End);
        Assert.True(stored.Sum(extent => extent.End - extent.Offset) <= guest.Bytes.Data().Sum(data => data.Length));
    }

    [Fact]
    public void A_source_that_knows_no_holes_is_data_throughout()
    {
        using var image = DiskFormats.BuiltIn.Open(Guest.Make("empty").ToSource(knowsHoles: false), null, DiskFormats.BuiltIn.Find("raw"));

        Assert.Equal(new DiskExtent(0, image.Length, RunKind.Stored, 0), Assert.Single(image.Extents()));
    }

    [Fact]
    public void A_stored_run_past_the_end_of_its_source_is_an_error_and_no_hole()
    {
        var source = ByteSource.FromMemory(new byte[1000], "short");
        foreach (var start in (int[])[600, 1000, 5000])
        {
            using var image = new FakeImage(512, offset => Run.Stored(512 - offset, source, start + offset));
            Assert.Equal("OVF6001", Assert.Throws<InvalidContentException>(() => image.Extents().Count()).Diagnostic.Id);
            Assert.Equal("OVF6001", Assert.Throws<InvalidContentException>(() => image.Read(0, new byte[512])).Diagnostic.Id);
        }
    }

    [Fact]
    public void Runs_may_be_longer_than_what_was_asked()
    {
        var source = ByteSource.FromMemory(Enumerable.Range(0, 4096).Select(i => (byte)(i / 3)).ToArray(), "long");
        using var image = new FakeImage(2048, offset => Run.Stored(4096 - offset, source, offset));
        var bytes = new byte[100];
        image.Read(1948, bytes);

        Assert.Equal(Enumerable.Range(1948, 100).Select(i => (byte)(i / 3)), bytes);
        Assert.Equal(2048, Assert.Single(image.Extents()).End);
    }

    [Fact]
    public void An_empty_run_is_the_formats_mistake()
    {
        using var image = new FakeImage(512, _ => Run.Zeros(0));

        Assert.Throws<InvalidOperationException>(() => image.Read(0, new byte[1]));
        Assert.Throws<InvalidOperationException>(() => image.Extents().Count());
    }

    [Fact]
    public void A_format_that_encodes_must_decode()
    {
        using var image = new FakeImage(512, offset => new Run(RunKind.Encoded, 512 - offset, Skip: (int)offset));

        Assert.Throws<InvalidOperationException>(() => image.Read(0, new byte[512]));
        Assert.Throws<InvalidOperationException>(() => image.Read(5, new byte[5]));
    }

    [Fact]
    public void Zeros_of_different_layers_are_one_extent_and_data_is_not()
    {
        using var parent = new FakeImage(3000 * 512, offset => offset < 1000 * 512 ? Run.Zeros((1000 * 512) - offset) : Run.FromParent((3000 * 512) - offset));
        using var child = new FakeImage(4000 * 512, offset => offset < 500 * 512 ? Run.Zeros((500 * 512) - offset) : Run.FromParent((4000 * 512) - offset), parent);

        Assert.Equal(new DiskExtent(0, 4000 * 512, RunKind.Zero, 0), Assert.Single(child.Extents()));
    }

    [Fact]
    public void Disposing_releases_what_was_handed_over_once()
    {
        var released = new List<string>();
        var parent = new FakeImage(512);
        parent.Own(new Released(() => released.Add("parent")));
        var image = new FakeImage(512, parent: parent);
        image.Own(new Released(() => released.Add("source")));
        image.Dispose();
        image.Dispose();

        Assert.Equal(["parent", "source"], released);
    }

    [Fact]
    public void Disks_without_length_have_no_extents()
    {
        using var image = new FakeImage(0);

        Assert.Empty(image.Extents());
        Assert.Equal(0, image.AsStream().Read(new byte[4]));
    }

    private sealed class Released(Action released) : IDisposable
    {
        public void Dispose() => released();
    }
}
