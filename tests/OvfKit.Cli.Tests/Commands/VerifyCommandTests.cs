using System.Text.Json;
using OvfKit.Testing;

namespace OvfKit.Cli.Tests.Commands;

public class VerifyCommandTests
{
    [Fact]
    public void An_intact_package_exits_with_0_and_lists_its_files()
    {
        var output = Cli.RunDone(RepositoryFiles.Root, "verify", "fixtures/packages/appliance.ova");
        Assert.Matches(@"appliance-disk2\.vmdk\s+ok \(SHA256\)", output);
    }

    [Fact]
    public void A_changed_file_exits_with_1_and_names_the_line_of_the_manifest()
    {
        using var folder = new TempFolder();
        foreach (var file in Directory.EnumerateFiles(RepositoryFiles.Fixture("packages/small-folder")))
            File.Copy(file, folder[Path.GetFileName(file)]);
        using (var disk = File.OpenWrite(folder["small-disk1.vmdk"]))
        {
            disk.Position = disk.Length - 1;
            disk.WriteByte(1);
        }

        var (exitCode, output, error) = Cli.Run(folder.Path, "verify", ".", "--json");
        Assert.Equal(1, exitCode);
        Assert.Contains("small.mf(2,1): error OVF4005", error, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(output);
        Assert.False(json.RootElement.GetProperty("intact").GetBoolean());
        Assert.Equal(["ok", "differs"], json.RootElement.GetProperty("files").EnumerateArray().Select(file => file.GetProperty("verdict").GetString()));
    }

    [Fact]
    public void A_package_without_a_manifest_is_not_intact()
    {
        using var folder = new TempFolder();
        var descriptor = SamplePackage.Create(folder["package"], 1);
        var (exitCode, _, error) = Cli.Run(folder.Path, "verify", descriptor);
        Assert.Equal(1, exitCode);
        Assert.Contains("OVF4008", error, StringComparison.Ordinal);
    }
}
