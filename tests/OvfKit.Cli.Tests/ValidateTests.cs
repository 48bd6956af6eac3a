using System.Text.Json;
using OvfKit.Testing;

namespace OvfKit.Cli.Tests;

public class ValidateTests
{
    private const string Faulty = "OVF2103-unknown-disk-file.ovf";

    private static readonly string _invalid = RepositoryFiles.Fixture("invalid");
    private static readonly string _appliance = RepositoryFiles.Fixture("packages/appliance.ova");

    [Fact]
    public void Findings_are_printed_for_people()
    {
        var (exitCode, output, error) = Cli.Run(_invalid, "validate", Faulty);
        Assert.Equal(1, exitCode);
        Assert.Equal("", error);
        Assert.Equal(
            $"{Faulty}(8,30): error OVF2103: disk \"disk1\" refers to file \"file2\", which References does not list [DSP0243 §9.1]\n{Faulty}: 1 error, 0 warnings\n",
            output.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Findings_are_printed_as_JSON()
    {
        var (exitCode, output, _) = Cli.Run(_invalid, "validate", Faulty, "--json");
        Assert.Equal(1, exitCode);
        using var json = JsonDocument.Parse(output);
        Assert.False(json.RootElement.GetProperty("valid").GetBoolean());
        var finding = Assert.Single(json.RootElement.GetProperty("findings").EnumerateArray());
        Assert.Equal(("OVF2103", "error", 8, 30), (finding.GetProperty("id").GetString(), finding.GetProperty("severity").GetString(), finding.GetProperty("line").GetInt32(), finding.GetProperty("column").GetInt32()));
        Assert.Equal(("DSP0243 §9.1", "/Envelope/DiskSection/Disk/@fileRef"), (finding.GetProperty("clause").GetString(), finding.GetProperty("path").GetString()));
    }

    [Fact]
    public void Findings_are_printed_as_SARIF()
    {
        var (exitCode, output, _) = Cli.Run(RepositoryFiles.Root, "validate", _appliance, "--sarif");
        Assert.Equal(0, exitCode);
        using var json = JsonDocument.Parse(output);
        Assert.Equal("2.1.0", json.RootElement.GetProperty("version").GetString());
        var run = Assert.Single(json.RootElement.GetProperty("runs").EnumerateArray());
        var rules = run.GetProperty("tool").GetProperty("driver").GetProperty("rules").EnumerateArray().ToList();
        Assert.Equal(["OVF1007", "OVF2504", "OVF6132"], rules.Select(static rule => rule.GetProperty("id").GetString()));
        // What the disks are judged by is located by offset, not by line.
        var results = run.GetProperty("results").EnumerateArray().Where(result => !result.GetProperty("ruleId").GetString()!.StartsWith("OVF6", StringComparison.Ordinal)).ToList();
        Assert.Equal(7, results.Count);
        Assert.All(results, result =>
        {
            Assert.Equal(rules[result.GetProperty("ruleIndex").GetInt32()].GetProperty("id").GetString(), result.GetProperty("ruleId").GetString());
            Assert.Equal(result.GetProperty("ruleIndex").GetInt32() == 0 ? "note" : "warning", result.GetProperty("level").GetString());
            Assert.NotEqual("", result.GetProperty("message").GetProperty("text").GetString());
            var place = Assert.Single(result.GetProperty("locations").EnumerateArray()).GetProperty("physicalLocation");
            Assert.Equal("fixtures/packages/appliance.ova%21appliance.ovf", place.GetProperty("artifactLocation").GetProperty("uri").GetString());
            Assert.True(place.GetProperty("region").GetProperty("startLine").GetInt32() > 1);
            Assert.True(place.GetProperty("region").GetProperty("startColumn").GetInt32() > 1);
        });
    }

    [Fact]
    public void SARIF_without_findings_says_so()
    {
        var (exitCode, output, _) = Cli.Run(RepositoryFiles.Root, "validate", _appliance, "--sarif", "--quiet");
        Assert.Equal(0, exitCode);
        using var json = JsonDocument.Parse(output);
        Assert.Equal(0, json.RootElement.GetProperty("runs")[0].GetProperty("results").GetArrayLength());
    }

    [Fact]
    public void Strict_takes_warnings_for_errors()
    {
        Assert.Equal(0, Cli.Run(_invalid, "validate", "OVF2009-section-without-info.ovf").ExitCode);
        var (exitCode, output, _) = Cli.Run(_invalid, "validate", "OVF2009-section-without-info.ovf", "--strict", "--quiet");
        Assert.Equal(1, exitCode);
        Assert.Contains(": error OVF2009: ", output, StringComparison.Ordinal);
        Assert.Equal(0, Cli.Run(_invalid, "validate", "OVF1110-byte-order-mark.ovf", "--strict").ExitCode);
    }

    [Fact]
    public void Quiet_leaves_warnings_out() => Assert.Equal("", Cli.RunDone(_invalid, "validate", _appliance, "--quiet"));

    [Fact]
    public void A_missing_file_is_an_error_of_the_package_and_none_of_the_descriptor()
    {
        using var folder = new TempFolder();
        File.Copy(RepositoryFiles.Fixture("packages/small-folder/small.ovf"), folder["small.ovf"]);
        Cli.RunDone(folder.Path, "validate", "small.ovf");
        var (exitCode, output, _) = Cli.Run(folder.Path, "validate", ".");
        Assert.Equal(1, exitCode);
        Assert.Contains("error OVF3012", output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_descriptor_is_a_finding_like_any_other()
    {
        var (exitCode, output, error) = Cli.Run(RepositoryFiles.Fixture("disks/raw"), "validate", "tiny.raw", "--json");
        Assert.Equal((1, ""), (exitCode, error));
        using var json = JsonDocument.Parse(output);
        Assert.Equal("OVF0010", Assert.Single(json.RootElement.GetProperty("findings").EnumerateArray()).GetProperty("id").GetString());
    }

    [Fact]
    public void An_environment_is_known_by_its_root()
    {
        const string Home = "http://schemas.dmtf.org/ovf/environment/1";
        using var folder = new TempFolder();
        File.WriteAllText(folder["ovf-env.xml"], $"<Environment xmlns='{Home}' xmlns:oe='{Home}' oe:id='web'>\n<PlatformSection><Timezone>east</Timezone></PlatformSection>\n</Environment>\n");
        var (exitCode, output, error) = Cli.Run(folder.Path, "validate", "ovf-env.xml");
        Assert.Equal((1, ""), (exitCode, error));
        Assert.StartsWith("ovf-env.xml(2,18): error OVF1001: ", output, StringComparison.Ordinal);
        File.WriteAllText(folder["ovf-env.xml"], $"<Environment xmlns='{Home}' xmlns:oe='{Home}' oe:id='web'/>");
        Assert.Equal("ovf-env.xml: 0 errors, 0 warnings\n", Cli.RunDone(folder.Path, "validate", "ovf-env.xml").ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Two_forms_at_once_make_no_sense() => Assert.Equal(2, Cli.Run(_invalid, "validate", Faulty, "--json", "--sarif").ExitCode);
}
