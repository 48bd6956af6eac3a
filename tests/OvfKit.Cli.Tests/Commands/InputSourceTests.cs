using OvfKit.Testing;

namespace OvfKit.Cli.Tests.Commands;

/// <summary>Standard input and the web as sources of every verb that can take them.</summary>
public sealed class InputSourceTests : IDisposable
{
    private const string Appliance = "packages/appliance.ova";
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_pipe_under_the_name_of_a_file_is_refused_in_one_line()
    {
        ForeignTool.Require("mkfifo").Run(_folder["pipe"]);
        var (_, output, _) = ForeignTool.Require("sh").TryRun(_folder.Path, "-c", $"printf x > pipe & {Cli.CommandLine("info", "pipe")} 2>&1; echo code $?");
        Assert.Contains("pipe is a pipe", output, StringComparison.Ordinal);
        Assert.EndsWith("code 3\n", output, StringComparison.Ordinal);
        Assert.Equal(2, output.AsSpan().Count('\n'));
    }

    [Theory]
    [InlineData("info", "-")]
    [InlineData("verify", "-")]
    [InlineData("pack", "-", "out.ova")]
    public void A_descriptor_that_comes_without_its_files_is_refused_as_such(params string[] arguments)
    {
        var descriptor = RepositoryFiles.Fixture("packages/small-folder/small.ovf");
        var (_, output, error) = ForeignTool.Require("sh").TryRun(_folder.Path, "-c", $"{Cli.CommandLine(arguments)} < '{descriptor}'; echo code $?");
        Assert.Equal("code 2\n", output);
        Assert.Contains("standard input begins like XML, not like an archive", error, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void The_user_is_told_once_where_standard_input_is_kept()
    {
        var archive = RepositoryFiles.Fixture(Appliance);
        Directory.CreateDirectory(_folder["temp dir"]);
        var (output, error) = Shell($"{Cli.CommandLine("info", "-", "--temp-dir", "temp dir")} < '{archive}'");
        Assert.Contains("appliance-disk1.vmdk", output, StringComparison.Ordinal);
        Assert.Matches("^ovfkit: standard input is kept in a temporary file in temp dir, as large as the input; [0-9].* are free there; --temp-dir DIR takes another folder\n", error);
        Assert.Equal(2, error.Split("standard input is kept").Length);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder["temp dir"]));
        foreach (var verb in (string[])["info", "validate", "verify"])
            Assert.DoesNotContain("kept in a temporary", Shell($"{Cli.CommandLine(verb, "-", "--quiet")} < '{archive}'").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_disk_comes_from_standard_input()
    {
        Shell($"gunzip -c '{RepositoryFiles.Fixture("disks/vmdk/tiny-stream.vmdk.gz")}' > disk.vmdk");
        Shell($"{Cli.CommandLine("convert", "-", "out.raw")} < disk.vmdk");
        Shell($"{Cli.CommandLine("convert", "-", "again.raw", "--from", "raw", "-q")} < out.raw");
        Cli.RunDone(_folder.Path, "disk", "compare", "disk.vmdk", "again.raw");
        var hash = GuestHash.All.Single(one => one.Path == "disks/vmdk/tiny-stream.vmdk.gz").Sha256;
        Assert.StartsWith(hash, Shell($"{Cli.CommandLine("disk", "hash", "-")} < disk.vmdk").Output, StringComparison.OrdinalIgnoreCase);

        // Of a raw disk, which has no name here to tell, nobody asks for a package.
        var refused = Shell($"{Cli.CommandLine("disk", "hash", "-")} < out.raw || test $? = 1").Error;
        Assert.Contains("OVF6002", refused, StringComparison.Ordinal);
        Assert.Contains("--from raw", refused, StringComparison.Ordinal);
    }

    [Fact]
    public void A_descriptor_comes_from_standard_input()
    {
        var descriptor = RepositoryFiles.Fixture("packages/small-folder/small.ovf");
        Assert.Contains("standard input", Shell($"{Cli.CommandLine("validate", "-")} < '{descriptor}'").Output, StringComparison.Ordinal);
        Shell($"{Cli.CommandLine("edit", "-", "new.ovf", "--name", "web")} < '{descriptor}'");
        Assert.Contains("Name>web<", File.ReadAllText(_folder["new.ovf"]), StringComparison.Ordinal);
    }

    [Fact]
    public void Packages_are_signed_encrypted_and_changed_through_pipes()
    {
        ForeignTool.Require("openssl").RunIn(_folder.Path, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "key.pem", "-out", "cert.pem", "-subj", "/CN=ovfkit");
        File.WriteAllText(_folder["password"], "secret");
        var pipe = string.Join(
            " | ",
            Cli.CommandLine("edit", RepositoryFiles.Fixture(Appliance), "-", "--name", "web", "-q"),
            Cli.CommandLine("encrypt", "-", "-", "--password-file", "password", "-q"),
            Cli.CommandLine("decrypt", "-", "-", "--password-file", "password", "-q"),
            Cli.CommandLine("sign", "-", "-", "--key", "key.pem", "--cert", "cert.pem", "-q"));
        Shell($"set -o pipefail; {pipe} > out.ova");
        Cli.RunDone(_folder.Path, "verify", "out.ova", "--trust", "cert.pem");
        Assert.Contains("web", Cli.RunDone(_folder.Path, "info", "out.ova"), StringComparison.Ordinal);
        Assert.Equal(2, Cli.Run(_folder.Path, "sign", "-", "--key", "key.pem", "--cert", "cert.pem").ExitCode);
    }

    [Fact]
    public void The_descriptor_that_is_meant_can_be_named()
    {
        Cli.RunDone(_folder.Path, "unpack", RepositoryFiles.Fixture(Appliance), "package");
        File.Copy(_folder["package/appliance.ovf"], _folder["package/other.ovf"]);
        File.WriteAllText(_folder["password"], "secret");
        string[] key = ["--password-file", "password"];
        Assert.Equal(1, Cli.Run(_folder.Path, "edit", "package", "out", "--name", "x").ExitCode);
        Cli.RunDone(_folder.Path, "edit", "package", "out", "--name", "x", "--descriptor", "appliance.ovf");
        Cli.RunDone(_folder.Path, ["encrypt", "package", "out2", "--descriptor", "other.ovf", .. key]);
        Cli.RunDone(_folder.Path, ["decrypt", "out2", "out3", "--descriptor", "other.ovf", .. key]);
        Assert.True(File.Exists(_folder["out3/other.ovf"]));
    }

    private (string Output, string Error) Shell(string command)
    {
        var (exitCode, output, error) = ForeignTool.Require("bash").TryRun(_folder.Path, "-c", command);
        Assert.True(exitCode == 0, $"{command} ended with {exitCode}:\n{output}\n{error}");
        return (output, error);
    }
}
