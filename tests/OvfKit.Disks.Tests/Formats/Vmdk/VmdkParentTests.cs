using OvfKit.Diagnostics;
using OvfKit.Disks.Tests.Support;
using OvfKit.IO;
using OvfKit.Testing;

namespace OvfKit.Disks.Tests.Formats.Vmdk;

public class VmdkParentTests
{
    private const int Grain = 65536;
    private static readonly Guid ParentId = new("11112222-3333-4444-8555-666677778888");
    private static readonly Guid Modification = new("aaaabbbb-3333-4444-8555-666677778888");

    [Fact]
    public void The_resolver_is_asked_for_what_the_child_names()
    {
        DiskReference? asked = null;
        using var child = Layer(2, 1, null).BuildSource("child.vmdk");
        using var image = DiskFormats.BuiltIn.Open(child, new()
        {
            Resolver = (in reference) =>
            {
                asked = reference;
                return Layer(1, null, null).BuildSource("base.vmdk");
            },
        });

        Assert.Equal(new DiskReference(ReferenceKind.Parent, "layer1.vmdk", null, null, child), asked);
        Assert.Equal("base.vmdk", image.Parent!.Name);
    }

    [Fact]
    public void A_chain_reads_through_all_its_layers()
    {
        var truth = Guest.Empty(8 * Grain).Random(0, 8 * Grain);
        using var image = DiskFormats.BuiltIn.Open(
            Layer(3, 2, Guest.Empty(8 * Grain).Random(Grain, Grain)).BuildSource("top.vmdk"),
            new()
            {
                Resolver = (in reference) => reference.Name == "layer2.vmdk"
                    ? Layer(2, 1, Guest.Empty(8 * Grain).Random(Grain, Grain).Random(5 * Grain, Grain)).BuildSource("layer2.vmdk")
                    : Layer(1, null, truth).BuildSource("layer1.vmdk"),
            });

        truth.Random(Grain, Grain).Random(5 * Grain, Grain).AssertIn(image);
        Assert.Equal([(1, 2), (1, 0), (3, 2), (1, 1), (2, 2)], image.Extents().Select(extent => (extent.Length / Grain, extent.Depth)));
    }

    [Fact]
    public void A_disk_without_a_content_id_is_no_proven_parent()
    {
        var truth = Guest.Empty(8 * Grain).Random(0, 8 * Grain);
        var child = Layer(2, 1, Guest.Empty(8 * Grain).Random(Grain, Grain));

        var refused = Assert.Throws<InvalidContentException>(() => DiskFormats.BuiltIn.Open(child.BuildSource("child.vmdk"), new() { Parent = truth.OpenRaw() }));
        Assert.Equal("OVF6113", refused.Diagnostic.Id);

        using var image = DiskFormats.BuiltIn.Open(child.BuildSource("child.vmdk"), new() { Parent = truth.OpenRaw(), AcceptChangedParent = true });
        truth.Random(Grain, Grain).AssertIn(image);
    }

    [Fact]
    public void A_child_may_be_larger_or_smaller_than_its_parent()
    {
        var parent = Guest.Empty(4 * Grain).Random(0, 4 * Grain);
        foreach (var length in (int[])[2 * Grain, (3 * Grain) + 512, (4 * Grain) + 512, 9 * Grain])
        {
            var truth = Guest.Empty(length);
            truth.Bytes.Write(0, parent.Bytes.Bytes(0, Math.Min(length, 4 * Grain)));
            using var image = DiskFormats.BuiltIn.Open(Layer(2, 1, Guest.Empty(length)).BuildSource("child.vmdk"), new() { Resolver = (in _) => Layer(1, null, parent).BuildSource() });
            truth.AssertIn(image);
            Assert.Equal(length, image.Extents().Sum(extent => extent.Length));
        }
    }

    [Fact]
    public void A_hundred_parents_are_followed_and_not_one_more()
    {
        ReferenceResolver resolver = (in reference) =>
        {
            var number = uint.Parse(reference.Name!["layer".Length..^".vmdk".Length], System.Globalization.CultureInfo.InvariantCulture);
            return number == 1 ? Layer(1, null, Guest.Empty(Grain).Random(0, Grain)).BuildSource("layer1.vmdk") : Layer(number, number - 1, null).BuildSource($"layer{number}.vmdk");
        };

        using (var image = DiskFormats.BuiltIn.Open(Layer(101, 100, null).BuildSource("top.vmdk"), new() { Resolver = resolver }))
        {
            Guest.Empty(Grain).Random(0, Grain).AssertIn(image);
            Assert.Equal(100, Assert.Single(image.Extents()).Depth);
        }

        var tooDeep = Assert.Throws<InvalidContentException>(() => DiskFormats.BuiltIn.Open(Layer(102, 101, null).BuildSource("top.vmdk"), new() { Resolver = resolver }));
        Assert.Equal(("OVF6006", "layer2.vmdk"), (tooDeep.Diagnostic.Id, tooDeep.Diagnostic.Location.File));
    }

    [Fact]
    public void Whatever_happens_every_opened_parent_is_disposed()
    {
        foreach (var (damage, works) in new (Action<byte[]>, bool)[] { (_ => { }, true), (bytes => bytes[0] = 0, false), (bytes => bytes[12 + 7] = 0x80, false), (bytes => bytes[512 + 40] = (byte)'9', false) })
        {
            var opened = new List<Tracked>();
            ReferenceResolver resolver = (in reference) =>
            {
                var bytes = Layer(1, null, null).Build();
                damage(bytes);
                opened.Add(new Tracked(bytes));
                return opened[^1];
            };

            try
            {
                DiskFormats.BuiltIn.Open(Layer(2, 1, null).BuildSource("child.vmdk"), new() { Resolver = resolver }).Dispose();
                Assert.True(works);
            }
            catch (OvfKitException)
            {
                Assert.False(works);
            }

            Assert.True(Assert.Single(opened).Closed);
        }
    }

    [Fact]
    public void A_child_that_cannot_be_opened_closes_its_parent()
    {
        var opened = new Tracked(Layer(1, null, null).Build());
        var child = Layer(2, 1, null);
        var bytes = child.Build();
        // The directory is read after the parent was opened.
        BitConverter.GetBytes(1L << 40).CopyTo(bytes, 56);

        Assert.Throws<InvalidContentException>(() => DiskFormats.BuiltIn.Open(ByteSource.FromMemory(bytes, "child.vmdk"), new() { Resolver = (in _) => opened }));
        Assert.True(opened.Closed);
    }

    [Fact]
    public void Findings_in_the_parent_reach_the_callers_bag()
    {
        var findings = new DiagnosticBag();
        var parent = Layer(1, null, Guest.Empty(Grain)).Described(VmdkBuilder.DescriptorText(100, "monolithicSparse", id: "00000001"));
        DiskFormats.BuiltIn.Open(Layer(2, 1, null).BuildSource("child.vmdk"), new() { Diagnostics = findings, Resolver = (in _) => parent.BuildSource("parent.vmdk") }).Dispose();

        Assert.Equal(("OVF6112", "parent.vmdk"), (Assert.Single(findings).Id, findings.Single().Location.File));
    }

    [Theory, InlineData(true), InlineData(false)]
    public void A_child_of_VirtualBox_is_not_read_as_if_parentless_but_finds_its_parent_by_id(bool isVdi)
    {
        using var folder = new TempFolder();
        var truth = Guest.Empty(4 << 20).Random(0, 4 << 20);
        var parent = isVdi ? new VdiBuilder(truth.Length) { Id = ParentId }.With(truth).Build().ToArray() : OfVirtualBox(truth, ParentId, Guid.Empty, Guid.Empty, Modification).Build();
        File.WriteAllBytes(folder["a disk.vmdk"], parent);
        File.WriteAllBytes(folder["another.vmdk"], OfVirtualBox(Guest.Empty(4 << 20), new("77777777-0000-4000-8000-000000000000"), Guid.Empty, Guid.Empty, Guid.Empty).Build());
        var own = Guest.Empty(4 << 20).Random(5 * Grain, Grain);
        File.WriteAllBytes(folder["child.vmdk"], OfVirtualBox(own, new("11111111-0000-4000-8000-000000000000"), ParentId, Modification, Guid.Empty).Build());
        truth.Bytes.Write(5 * Grain, own.Bytes.Bytes(5 * Grain, Grain));

        using (var image = DiskFormats.BuiltIn.OpenFile(folder["child.vmdk"], new() { Resolver = new FolderReferences(folder.Path).Resolve }))
        {
            truth.AssertIn(image);
            Assert.Equal(isVdi ? "vdi" : "vmdk", image.Parent!.Format.Name);
        }

        var refused = Assert.Throws<UnsupportedContentException>(() => DiskFormats.BuiltIn.OpenFile(folder["child.vmdk"]));
        Assert.Equal("OVF6005", refused.Diagnostic.Id);
        Assert.Contains(ParentId.ToString(), refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("11112222-3333-4444-8555-666677778888", "00000000-0000-0000-0000-000000000000", null)]
    [InlineData("11112222-3333-4444-8555-666677778888", "99999999-3333-4444-8555-666677778888", "modification id")]
    [InlineData("99999999-3333-4444-8555-666677778888", "00000000-0000-0000-0000-000000000000", "has id")]
    public void A_parent_of_VirtualBox_must_be_the_one_of_then(string id, string modification, string? difference)
    {
        var guest = Guest.Empty(8 * Grain).Random(0, 8 * Grain);
        var child = OfVirtualBox(Guest.Empty(8 * Grain), new("11111111-0000-4000-8000-000000000000"), ParentId, Modification, Guid.Empty);
        var options = new DiskOpenOptions { Resolver = (in _) => OfVirtualBox(guest, new(id), Guid.Empty, Guid.Empty, new(modification)).BuildSource("parent.vmdk") };
        if (difference is null)
        {
            using var image = DiskFormats.BuiltIn.Open(child.BuildSource("child.vmdk"), options);
            guest.AssertIn(image);
            return;
        }

        var refused = Assert.Throws<InvalidContentException>(() => DiskFormats.BuiltIn.Open(child.BuildSource("child.vmdk"), options));
        Assert.Equal("OVF6113", refused.Diagnostic.Id);
        Assert.Contains(difference, refused.Message, StringComparison.Ordinal);
    }

    // VirtualBox names parents by id alone.
    private static VmdkBuilder OfVirtualBox(Guest content, Guid id, Guid parent, Guid parentModification, Guid modification) =>
        VmdkBuilder.Monolithic().With(content).Described(VmdkBuilder.DescriptorText(content.Length / 512, "monolithicSparse")
            + $"ddb.uuid.image=\"{id}\"\nddb.uuid.parent=\"{parent}\"\nddb.uuid.modification=\"{modification}\"\nddb.uuid.parentmodification=\"{parentModification}\"\n");

    private static VmdkBuilder Layer(uint number, uint? parent, Guest? content)
    {
        content ??= Guest.Empty(Grain);
        return VmdkBuilder.Monolithic().With(content).Described(VmdkBuilder.DescriptorText(
            content.Length / 512, "monolithicSparse", parent is null ? "ffffffff" : $"{parent:x8}", parent is null ? null : $"layer{parent}.vmdk", $"{number:x8}"));
    }

    private sealed class Tracked(byte[] bytes) : ByteSource
    {
        public bool Closed { get; private set; }

        public override string Name => "tracked.vmdk";

        public override long Length => bytes.Length;

        protected override int ReadCore(long offset, Span<byte> destination)
        {
            ObjectDisposedException.ThrowIf(Closed, this);
            bytes.AsSpan((int)offset, destination.Length).CopyTo(destination);
            return destination.Length;
        }

        protected override void Close() => Closed = true;
    }
}
