using OvfKit.Disks.Tests.Support;
using OvfKit.IO;
using OvfKit.Testing;

namespace OvfKit.Disks.Tests;

public class FolderReferencesTests
{
    [Theory]
    [InlineData("base.vmdk")]
    [InlineData("./base.vmdk")]
    [InlineData("sub/../base.vmdk")]
    [InlineData("/vmfs/volumes/5c1d/vm/base.vmdk")]
    [InlineData(@"C:\Virtual Machines\vm\base.vmdk")]
    [InlineData("[datastore1] base.vmdk")]
    public void A_name_from_elsewhere_falls_back_to_the_file_beside_the_image(string name)
    {
        using var folder = WithSecretBeside();
        using var found = Resolve(folder, name);
        Assert.NotNull(found);
        Assert.Equal(4, found.Length);
    }

    [Theory]
    [InlineData("../secret")]
    [InlineData(@"..\secret")]
    [InlineData("sub/../../secret")]
    [InlineData("link")]
    [InlineData("linked/secret")]
    [InlineData("missing.vmdk")]
    [InlineData("")]
    [InlineData("base.vmdk\0")]
    [InlineData("sub")]
    [InlineData("/etc/passwd")]
    [InlineData("..")]
    [InlineData("sub/")]
    [InlineData(null)]
    public void No_name_leads_out_of_the_folder(string? name)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need a right that tests do not have");
        using var folder = WithSecretBeside();
        Assert.Null(Resolve(folder, name));
    }

    [Fact]
    public void An_absolute_name_of_an_existing_file_elsewhere_is_refused()
    {
        using var folder = WithSecretBeside();
        Assert.Null(Resolve(folder, folder["secret"]));
    }

    [Fact]
    public void A_child_finds_its_parent_beside_it()
    {
        using var folder = new TempFolder();
        var guest = Guest.Empty(65536).Random(0, 65536);
        File.WriteAllBytes(folder["parent.vmdk"], VmdkBuilder.Monolithic().With(guest).Build());
        File.WriteAllBytes(folder["child.vmdk"], VmdkBuilder.Monolithic().With(Guest.Empty(65536)).Described(VmdkBuilder.DescriptorText(128, "monolithicSparse", "12345678", @"C:\old\parent.vmdk")).Build());

        using var image = DiskFormats.BuiltIn.OpenFile(folder["child.vmdk"], new() { Resolver = new FolderReferences(folder.Path).Resolve });
        guest.AssertIn(image);
    }

    private static TempFolder WithSecretBeside()
    {
        var folder = new TempFolder();
        File.WriteAllText(folder["secret"], "secret");
        Directory.CreateDirectory(folder["images/sub"]);
        File.WriteAllText(folder["images/base.vmdk"], "base");
        if (!OperatingSystem.IsWindows())
        {
            File.CreateSymbolicLink(folder["images/link"], "../secret");
            Directory.CreateSymbolicLink(folder["images/linked"], "..");
        }

        return folder;
    }

    private static ByteSource? Resolve(TempFolder folder, string? name)
    {
        using var referrer = ByteSource.FromMemory(default, "child.vmdk");
        return new FolderReferences(folder["images"]).Resolve(new DiskReference(ReferenceKind.Parent, name, null, null, referrer));
    }
}
