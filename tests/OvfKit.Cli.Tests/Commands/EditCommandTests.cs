using System.Text;
using OvfKit.Packaging;
using OvfKit.Testing;

namespace OvfKit.Cli.Tests.Commands;

public class EditCommandTests
{
    [Fact]
    public void A_package_is_changed_into_a_new_one_and_stays_intact()
    {
        using var folder = new TempFolder();
        var source = RepositoryFiles.Fixture("packages/appliance.ova");
        var before = File.ReadAllBytes(source);
        File.WriteAllText(folder["licence.txt"], "Be kind.");
        File.WriteAllBytes(folder["data.raw"], new byte[1 << 20]);
        Cli.RunDone(folder.Path, "edit", source, "out.ova", "--name", "web", "--cpus", "3", "--memory", "768", "--eula", "licence.txt",
            "--annotation", "tested", "--add-disk", "data.raw,qcow2", "--add-file", "licence.txt", "--new-ids");
        Assert.Equal(before, File.ReadAllBytes(source));
        Cli.RunDone(folder.Path, "verify", "out.ova");
        Cli.RunDone(folder.Path, "validate", "out.ova");
        using var package = OvfPackage.Open(folder["out.ova"]);
        var system = package.Descriptor.Envelope.VirtualSystems[0];
        Assert.Equal(("web", 3L, 768L << 20, "Be kind.", "tested"), (system.Name, system.ProcessorCount, system.MemoryInBytes, system.Eulas[0].License, system.Annotation!.Annotation));
        Assert.Equal(["data.qcow2", "licence.txt"], package.Files.TakeLast(2).Select(file => file.Name));
        Assert.Equal("appliance.ovf", ForeignTool.Require("tar").Run("-tf", folder["out.ova"]).Split('\n')[0].Trim());
        Cli.RunDone(folder.Path, "edit", "out.ova", "smaller/", "--remove-disk", package.Disks[^1].Disk.DiskId!, "--remove-file", "licence.txt");
        Assert.False(File.Exists(folder["smaller/data.qcow2"]));
        Assert.False(File.Exists(folder["smaller/licence.txt"]));
        Cli.RunDone(folder.Path, "verify", "smaller");
    }

    [Fact]
    public void A_descriptor_is_changed_by_itself()
    {
        using var folder = new TempFolder();
        var source = RepositoryFiles.Fixture("packages/small-folder/small.ovf");
        Cli.RunDone(folder.Path, "edit", source, "new.ovf", "--name", "other");
        Assert.Equal(["new.ovf"], Directory.EnumerateFileSystemEntries(folder.Path).Select(Path.GetFileName));
        Assert.Equal("other", OvfDescriptor.Parse(File.ReadAllBytes(folder["new.ovf"]), "new.ovf").Envelope.VirtualSystems[0].Name);
        var (exitCode, _, error) = Cli.Run(folder.Path, "edit", source, "new.ovf", "--name", "again");
        Assert.Equal(3, exitCode);
        Assert.Contains("--force", error, StringComparison.Ordinal);
        Cli.RunDone(folder.Path, "edit", source, "new.ovf", "--name", "again", "--force", "--quiet");
        Assert.Contains("again", File.ReadAllText(folder["new.ovf"], Encoding.UTF8), StringComparison.Ordinal);
    }

    [Fact]
    public void Who_changed_a_file_is_told_how_the_manifest_follows()
    {
        using var folder = new TempFolder();
        Cli.RunDone(folder.Path, "unpack", RepositoryFiles.Fixture("packages/appliance.ova"), "package");
        File.AppendAllText(folder["package/appliance.ovf"], "\n");
        var (exitCode, _, error) = Cli.Run(folder.Path, "edit", "package", "new", "--cpus", "3");
        Assert.Equal(1, exitCode);
        Assert.Contains("OVF4005", error, StringComparison.Ordinal);
        Assert.Contains("'ovfkit convert SOURCE TARGET --skip-manifest-check'", error, StringComparison.Ordinal);
        Cli.RunDone(folder.Path, "convert", "package", "new", "--skip-manifest-check");
        Cli.RunDone(folder.Path, "verify", "new");
    }

    [Fact]
    public void A_licence_is_taken_as_text_whatever_its_line_ends()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder["licence.txt"], "\uFEFFBe kind.\r\n\fStay so.\r\n");
        File.WriteAllBytes(folder["latin1.txt"], Encoding.Latin1.GetBytes("Sei nett zu Jürgen."));
        var source = RepositoryFiles.Fixture("packages/small-folder/small.ovf");
        Cli.RunDone(folder.Path, "edit", source, "new.ovf", "--eula", "licence.txt");
        var licence = OvfDescriptor.Parse(File.ReadAllBytes(folder["new.ovf"]), "new.ovf").Envelope.VirtualSystems[0].Eulas[0].License;
        Assert.Equal("Be kind.\n\nStay so.\n", licence);

        var (exitCode, _, error) = Cli.Run(folder.Path, "edit", source, "no.ovf", "--eula", "latin1.txt");
        Assert.Equal(2, exitCode);
        Assert.Contains("--eula latin1.txt: the text is not in UTF-8", error, StringComparison.Ordinal);
        Assert.False(File.Exists(folder["no.ovf"]));
    }

    [Theory]
    [InlineData("no network \"x\"", "--network", "x=y")]
    [InlineData("--network x: expected KEY=VALUE", "--network", "x")]
    [InlineData("--nic-network x", "--nic-network", "x=y")]
    [InlineData("one processor or more", "--cpus", "0")]
    [InlineData("is no size", "--memory", "lots")]
    [InlineData("no disk \"x\"", "--remove-disk", "x")]
    [InlineData("no property \"x\"", "--property", "x=y")]
    [InlineData("no configuration \"x\"", "--configuration", "x")]
    [InlineData("a network needs a name", "--network", "Storage=")]
    [InlineData("a network needs a name", "--nic-network", "1= ")]
    [InlineData("U+0002, which cannot be written in XML", "--annotation", "a\u0002b")]
    [InlineData("--cpus many: expected a number", "--cpus", "many")]
    [InlineData("--name needs a value", "--name", "")]
    [InlineData("cannot be added: readers would take it for the package's descriptor", "--add-file", "../other.ovf")]
    [InlineData("cannot be added: readers would take it for the package's descriptor", "--add-file", "../APPLIANCE.mf")]
    public void Wrong_usage_exits_with_2_and_leaves_nothing(string message, params string[] options)
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder["other.ovf"], "");
        File.WriteAllText(folder["APPLIANCE.mf"], "");
        Directory.CreateDirectory(folder["work"]);
        var (exitCode, _, error) = Cli.Run(folder["work"], ["edit", RepositoryFiles.Fixture("packages/appliance.ova"), "out.ova", .. options]);
        Assert.Equal(2, exitCode);
        Assert.Contains(message, error, StringComparison.Ordinal);
        Assert.DoesNotContain("(Parameter", error, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder["work"]));
    }
}
