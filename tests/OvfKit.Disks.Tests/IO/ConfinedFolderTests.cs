using OvfKit.IO;
using OvfKit.Testing;

namespace OvfKit.Disks.Tests.IO;

public sealed class ConfinedFolderTests : IDisposable
{
    private readonly TempFolder _temp = new();
    private readonly ConfinedFolder _folder;

    public ConfinedFolderTests()
    {
        Directory.CreateDirectory(_temp["inside/sub"]);
        Directory.CreateDirectory(_temp["inside-out"]);
        foreach (var name in (string[])["inside/disk.vmdk", "inside/sub/deep.vmdk", "secret.vmdk", "inside-out/near.vmdk"])
            File.WriteAllText(_temp[name], name);
        _folder = new ConfinedFolder(_temp["inside"]);
    }

    [Theory, InlineData("disk.vmdk", "disk.vmdk"), InlineData("sub/deep.vmdk", "sub/deep.vmdk"), InlineData("sub\\deep.vmdk", "sub/deep.vmdk"), InlineData("./sub/./deep.vmdk", "sub/deep.vmdk")]
    public void Files_inside_are_found(string name, string expected) => Assert.Equal(Path.Combine([_folder.Path, .. expected.Split('/')]), _folder.Find(name));

    [Theory, InlineData("../secret.vmdk"), InlineData("sub/../../secret.vmdk"), InlineData("..\\secret.vmdk"), InlineData("sub/../disk.vmdk"), InlineData("../inside-out/near.vmdk"), InlineData("/etc/passwd"), InlineData("\\disk.vmdk"), InlineData(""), InlineData("missing"), InlineData("sub"), InlineData("."), InlineData("disk.vmdk\0"), InlineData("/")]
    public void Names_that_lead_out_or_nowhere_are_not(string name) => Assert.Null(_folder.Find(name));

    [Fact]
    public void Absolute_paths_are_not_followed_even_to_the_inside() => Assert.Null(_folder.Find(_temp["inside/disk.vmdk"]));

    [Fact]
    public void Links_lead_out_no_more_than_names()
    {
        if (OperatingSystem.IsWindows())
            Assert.Skip("making links on Windows needs a privilege");
        File.CreateSymbolicLink(_temp["inside/out.vmdk"], _temp["secret.vmdk"]);
        File.CreateSymbolicLink(_temp["inside/relative.vmdk"], "../secret.vmdk");
        Directory.CreateSymbolicLink(_temp["inside/door"], _temp.Path);
        Directory.CreateSymbolicLink(_temp["inside/near"], _temp["inside-out"]);
        File.CreateSymbolicLink(_temp["inside/fine.vmdk"], "sub/deep.vmdk");
        Directory.CreateSymbolicLink(_temp["way-in"], _temp["inside"]);

        Assert.Null(_folder.Find("out.vmdk"));
        Assert.Null(_folder.Find("relative.vmdk"));
        Assert.Null(_folder.Find("door/secret.vmdk"));
        Assert.Null(_folder.Find("near/near.vmdk"));
        Assert.Equal(Path.Combine(_folder.Path, "sub", "deep.vmdk"), _folder.Find("fine.vmdk"));
        Assert.Equal(Path.Combine(_folder.Path, "disk.vmdk"), new ConfinedFolder(_temp["way-in"]).Find("disk.vmdk"));
    }

    [Fact]
    public void Links_in_circles_end()
    {
        if (OperatingSystem.IsWindows())
            Assert.Skip("making links on Windows needs a privilege");
        File.CreateSymbolicLink(_temp["inside/a"], "b");
        File.CreateSymbolicLink(_temp["inside/b"], "a");

        Assert.Throws<IOException>(() => _folder.Find("a"));
    }

    public void Dispose() => _temp.Dispose();
}
