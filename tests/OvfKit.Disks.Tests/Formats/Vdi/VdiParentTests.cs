using OvfKit.Diagnostics;
using OvfKit.Disks.Formats.Vdi;
using OvfKit.Disks.Tests.Support;
using OvfKit.Testing;

namespace OvfKit.Disks.Tests.Formats.Vdi;

public class VdiParentTests
{
    private const int MiB = 1 << 20;

    [Fact]
    public void Differencing_vdi_is_not_read_as_if_parentless()
    {
        var truth = Guest.Empty(8 * MiB).Random(0, 8 * MiB);
        var (parent, child) = Pair(truth, Guest.Empty(8 * MiB).Random(3 * MiB, MiB));
        DiskReference? asked = null;
        using var source = child.BuildSource("child.vdi");
        using var image = DiskFormats.BuiltIn.Open(source, new()
        {
            Resolver = (in reference) =>
            {
                asked = reference;
                return parent.BuildSource("parent.vdi");
            },
        });

        truth.Random(3 * MiB, MiB).AssertIn(image);
        Assert.Equal("differencing", image.Variant);
        Assert.Equal(new DiskReference(ReferenceKind.Parent, null, parent.Id, null, source), asked);
        Assert.Equal([("parent uuid", parent.Id.ToString()), ("parent modification uuid", parent.ModifyId.ToString())], image.Properties.Where(property => property.Key.StartsWith("parent", StringComparison.Ordinal)).Select(property => (property.Key, property.Value)));

        Assert.Equal("OVF6005", Assert.Throws<UnsupportedContentException>(() => DiskFormats.BuiltIn.Open(source)).Diagnostic.Id);
    }

    [Fact]
    public void A_chain_is_found_in_given_folders_by_ids_alone()
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder["Snapshots"]);
        var truth = Guest.Empty(4 * MiB).Random(0, 4 * MiB);
        var (parent, middle) = Pair(truth, Guest.Empty(4 * MiB).Random(MiB, MiB));
        middle.Id = Guid.NewGuid();
        var top = new VdiBuilder(4 * MiB, 4) { Id = Guid.NewGuid(), LinkId = middle.Id, ParentModifyId = middle.ModifyId }.With(Guest.Empty(4 * MiB).Random(3 * MiB, MiB));
        File.WriteAllBytes(folder["base.vdi"], parent.Build().ToArray());
        File.WriteAllBytes(folder["Snapshots/{1}.vdi"], middle.Build().ToArray());
        File.WriteAllBytes(folder["Snapshots/{2}.vdi"], top.Build().ToArray());

        using var image = DiskFormats.BuiltIn.OpenFile(folder["Snapshots/{2}.vdi"], new() { Resolver = new FolderReferences(folder["Snapshots"], [folder.Path]).Resolve });
        truth.Random(MiB, MiB).Random(3 * MiB, MiB).AssertIn(image);
        Assert.Equal(2, image.Extents().Max(extent => extent.Depth));
    }

    [Fact]
    public void Stale_parent_is_accepted_only_when_told()
    {
        var truth = Guest.Empty(4 * MiB).Random(0, 4 * MiB);
        var (parent, child) = Pair(truth, Guest.Empty(4 * MiB));
        parent.ModifyId = Guid.NewGuid();
        ReferenceResolver resolver = (in _) => parent.BuildSource("parent.vdi");

        Assert.Equal("OVF6405", Assert.Throws<InvalidContentException>(() => DiskFormats.BuiltIn.Open(child.BuildSource(), new() { Resolver = resolver })).Diagnostic.Id);
        var findings = new DiagnosticBag();
        using var image = DiskFormats.BuiltIn.Open(child.BuildSource(), new() { Resolver = resolver, AcceptChangedParent = true, Diagnostics = findings });
        truth.AssertIn(image);
        Assert.Equal("OVF6009", Assert.Single(findings).Id);
    }

    [Fact]
    public void A_child_without_the_parents_modification_id_goes_by_the_id_alone()
    {
        var (parent, child) = Pair(Guest.Empty(4 * MiB).Random(0, MiB), Guest.Empty(4 * MiB));
        child.ParentModifyId = Guid.Empty;
        using var image = DiskFormats.BuiltIn.Open(child.BuildSource(), new() { Resolver = (in _) => parent.BuildSource("parent.vdi") });

        Guest.Empty(4 * MiB).Random(0, MiB).AssertIn(image);
    }

    [Fact]
    public void A_parent_may_have_another_format_that_keeps_the_id()
    {
        var id = Guid.NewGuid();
        var below = Guest.Empty(4 * MiB).Random(0, 100);
        using var image = DiskFormats.BuiltIn.Open(
            new VdiBuilder(4 * MiB, 4) { LinkId = id, ParentModifyId = Guid.NewGuid() }.BuildSource(), new() { Resolver = (in _) => new VhdBuilder(4 * MiB) { Id = id }.With(below).BuildSource("parent.vhd") });

        below.AssertIn(image);
    }

    private static (VdiBuilder Parent, VdiBuilder Child) Pair(Guest below, Guest above)
    {
        var parent = new VdiBuilder(below.Length) { Id = Guid.NewGuid(), ModifyId = Guid.NewGuid() }.With(below);
        return (parent, new VdiBuilder(above.Length, 4) { LinkId = parent.Id, ParentModifyId = parent.ModifyId }.With(above));
    }
}
