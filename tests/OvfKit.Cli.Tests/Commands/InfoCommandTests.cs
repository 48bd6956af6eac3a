using System.Text.Json;
using OvfKit.Testing;
using VerifyXunit;

namespace OvfKit.Cli.Tests.Commands;

public class InfoCommandTests
{
    [Fact]
    public Task A_package_is_described_for_people() => Verifier.Verify(Cli.RunDone(RepositoryFiles.Root, "info", "fixtures/packages/appliance.ova"));

    [Fact]
    public Task A_disk_is_described_for_people() => Verifier.Verify(Cli.RunDone(RepositoryFiles.Root, "info", "fixtures/packages/small-folder/small-disk1.vmdk"));

    [Fact]
    public Task A_package_is_described_as_json() => Verifier.Verify(Cli.RunDone(RepositoryFiles.Root, "info", "fixtures/packages/appliance.ova", "--json"), "json");

    [Fact]
    public void A_disk_is_described_as_json()
    {
        using var json = JsonDocument.Parse(Cli.RunDone(RepositoryFiles.Root, "info", "fixtures/disks/raw/tiny.raw", "--json"));
        Assert.Equal("raw", json.RootElement.GetProperty("format").GetString());
        Assert.Equal(3584, json.RootElement.GetProperty("virtualSize").GetInt64());
    }

    [Fact]
    public void Control_characters_in_a_descriptor_do_not_reach_the_terminal()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder["a.ovf"], "<Envelope xmlns='http://schemas.dmtf.org/ovf/envelope/1'><VirtualSystem id='x\u009B31m'><Info/><Name>a&#x9B;2Jb</Name></VirtualSystem></Envelope>");
        File.WriteAllText(folder["b.ovf"], "<Envelope xmlns='http://schemas.dmtf.org/ovf/envelope/1'><References><File id='f' href='a&#x9B;2J'/></References></Envelope>");
        Assert.DoesNotContain('\u009B', Cli.RunDone(folder.Path, "info", "a.ovf"));
        Assert.DoesNotContain('\u009B', Cli.Run(folder.Path, "info", "b.ovf").Error);
    }

    [Fact]
    public void What_cannot_be_read_is_reported_and_the_rest_is_shown()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder["a.ovf"], """
            <Envelope xmlns="http://schemas.dmtf.org/ovf/envelope/1" xmlns:ovf="http://schemas.dmtf.org/ovf/envelope/1">
              <References><File ovf:id="f" ovf:href="missing.vmdk"/></References>
              <DiskSection><Info/><Disk ovf:diskId="d" ovf:fileRef="f" ovf:capacity="10"/></DiskSection>
              <VirtualSystem ovf:id="vm"><Info/></VirtualSystem>
            </Envelope>
            """);
        var (exitCode, output, error) = Cli.Run(folder.Path, "info", "a.ovf");
        Assert.Equal(1, exitCode);
        Assert.Contains("Virtual system vm", output, StringComparison.Ordinal);
        Assert.Contains("OVF3012", error, StringComparison.Ordinal);
        Assert.Contains("a.ovf(2,15)", error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_descriptor_is_chosen_where_there_are_several()
    {
        using var folder = new TempFolder();
        var descriptor = File.ReadAllText(RepositoryFiles.Fixture("packages/small-folder/small.ovf"));
        Directory.CreateDirectory(folder["two"]);
        File.WriteAllText(folder["two/a.ovf"], descriptor);
        File.WriteAllText(folder["two/b.ovf"], descriptor);
        foreach (var verb in new[] { "info", "validate", "verify" })
        {
            var (exitCode, output, error) = Cli.Run(folder.Path, verb, "two");
            Assert.Equal(1, exitCode);
            Assert.Contains("a.ovf, b.ovf", output + error, StringComparison.Ordinal);
            (_, output, error) = Cli.Run(folder.Path, verb, "two", "--descriptor", "b.ovf");
            Assert.DoesNotContain("OVF3003", output + error, StringComparison.Ordinal);
        }
    }
}
