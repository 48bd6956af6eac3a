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

    [Theory, InlineData("BASE.VMDK"), InlineData("Base.vmdk"), InlineData(@"C:\VMs\Base.Vmdk"), InlineData("./bASE.vmdk"), InlineData("SUB/Deep.VMDK")]
    public void A_name_in_another_case_finds_the_only_file_it_can_mean(string name)
    {
        using var folder = WithSecretBeside();
        File.WriteAllText(folder["images/sub/deep.vmdk"], "deep");
        using var found = Resolve(folder, name);
        Assert.NotNull(found);
        Assert.Equal(4, found.Length);
    }

    [Fact]
    public void A_name_that_could_mean_two_files_finds_none_but_its_own()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "other systems do not tell the two files apart");
        using var folder = WithSecretBeside();
        File.WriteAllText(folder["images/Base.vmdk"], "other one");

        Assert.Null(Resolve(folder, "BASE.VMDK"));
        using var found = Resolve(folder, "Base.vmdk");
        Assert.Equal(9, found!.Length);
    }

    [Theory, InlineData("LINK"), InlineData("LINKED/secret"), InlineData("Linked/Secret")]
    public void A_name_in_another_case_leads_out_no_more_than_any(string name)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need a right that tests do not have");
        using var folder = WithSecretBeside();
        Assert.Null(Resolve(folder, name));
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
