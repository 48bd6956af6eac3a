using System.Text.Json;
using OvfKit.Testing;

namespace OvfKit.Cli.Tests.Commands;

/// <summary>Signs with keys and certificates that openssl made, as users have them.</summary>
public class SignCommandTests
{
    [Fact]
    public void A_folder_is_signed_where_it_is_and_verified_against_its_certificate()
    {
        using var folder = Prepare();
        var output = Cli.RunDone(folder.Path, "sign", "package", "--key", "key.pem", "--key-password-file", "password", "--cert", "cert.pem", "--cms");
        Assert.Contains("small.cert: written", output, StringComparison.Ordinal);

        var text = Cli.RunDone(folder.Path, "verify", "package", "--trust", "cert.pem");
        Assert.Matches(@"signature\s+valid \(SHA256 with RSA-2048\)", text);
        Assert.Matches(@"CMS signature\s+valid", text);
        Assert.Matches(@"trusted by\s+CN=ovfkit", text);

        var (exitCode, json, error) = Cli.Run(folder.Path, "verify", "package", "--json");
        Assert.Equal(0, exitCode);
        Assert.Contains("warning OVF5022", error, StringComparison.Ordinal);
        var signature = JsonDocument.Parse(json).RootElement.GetProperty("signature");
        Assert.Equal(("valid", "self-signed", "valid", "not checked"), (Text("signature"), Text("chain"), Text("validity"), Text("revocation")));
        Assert.Equal("CN=ovfkit", signature.GetProperty("signer").GetProperty("subject").GetString());
        Assert.False(signature.GetProperty("trusted").GetBoolean());

        string? Text(string name) => signature.GetProperty(name).GetString();
    }

    [Fact]
    public void Trust_that_is_required_and_missing_exits_with_1()
    {
        using var folder = Prepare();
        var (exitCode, _, error) = Cli.Run(folder.Path, "verify", "package", "--require-trust");
        Assert.Equal(1, exitCode);
        Assert.Contains("not signed by anybody trusted", error, StringComparison.Ordinal);
        Cli.RunDone(folder.Path, "sign", "package", "signed.ova", "--key", "key.pem", "--key-password-file", "password", "--cert", "cert.pem", "--quiet");
        Assert.Equal(1, Cli.Run(folder.Path, "verify", "signed.ova", "--require-trust").ExitCode);
        Assert.Equal(0, Cli.Run(folder.Path, "verify", "signed.ova", "--require-trust", "--trust", "cert.pem").ExitCode);
        Assert.Equal(1, Cli.Run(folder.Path, "verify", "signed.ova", "--trust", "cert.pem", "--time", "2000-01-01").ExitCode);
        Assert.Equal(2, Cli.Run(folder.Path, "verify", "signed.ova", "--time", "yesterday").ExitCode);
    }

    [Fact]
    public void A_digest_asked_for_by_name_is_written_even_where_the_signature_goes_with_the_old_one()
    {
        using var folder = Prepare();
        Cli.RunDone(folder.Path, "sign", "package", "--key", "key.pem", "--key-password-file", "password", "--cert", "cert.pem");
        foreach (var verb in (string[])["pack", "convert", "edit"])
        {
            Cli.RunDone(folder.Path, verb, "package", $"{verb}-same.ova");
            Cli.RunDone(folder.Path, "verify", $"{verb}-same.ova", "--trust", "cert.pem");
            Cli.RunDone(folder.Path, verb, "package", $"{verb}-named.ova", "--sha", "sha1");
            Cli.RunDone(folder.Path, "verify", $"{verb}-named.ova", "--trust", "cert.pem");
            var (exitCode, _, error) = Cli.Run(folder.Path, verb, "package", $"{verb}.ova", "--sha", "sha512");
            Assert.Equal(0, exitCode);
            Assert.Contains("warning OVF7001", error, StringComparison.Ordinal);
            Assert.Contains("(SHA512)", Cli.RunDone(folder.Path, "verify", $"{verb}.ova"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_program_signs_on_the_way_of_a_conversion()
    {
        using var folder = Prepare();
        Cli.RunDone(
            folder.Path, "convert", "package", "converted.ova", "--disk-format", "vhdx", "--sign-command", "openssl dgst -sha256 -passin file:password -sign \"key.pem\"", "--cert", "cert.pem");
        Cli.RunDone(folder.Path, "verify", "converted.ova", "--trust", "cert.pem");
        var (exitCode, _, error) = Cli.Run(folder.Path, "convert", "package", "failed.ova", "--sign-command", "openssl dgst -nonsense", "--cert", "cert.pem");
        Assert.Equal(3, exitCode);
        Assert.Contains("openssl ended with exit code", error, StringComparison.Ordinal);
        Assert.False(File.Exists(folder["failed.ova"]));
    }

    [Theory]
    [InlineData(2, "sign", "package")]
    [InlineData(2, "sign", "package", "--key", "key.pem", "--key-password-file", "password")]
    [InlineData(2, "sign", "package", "--cert", "cert.pem")]
    [InlineData(2, "sign", "package", "--sign-command", "x", "--key", "key.pem", "--cert", "cert.pem")]
    [InlineData(1, "sign", "package", "--key", "key.pem", "--cert", "cert.pem")]
    [InlineData(3, "sign", "package", "--key", "nowhere", "--cert", "cert.pem")]
    public void What_is_missing_is_told(int expected, params string[] arguments)
    {
        using var folder = Prepare();
        var (exitCode, _, error) = Cli.Run(folder.Path, arguments);
        Assert.True(exitCode == expected, $"{exitCode}: {error}");
        Assert.False(File.Exists(folder["package/small.cert"]));
    }

    [Fact]
    public void Files_are_encrypted_and_decrypted_with_a_password_or_a_key()
    {
        using var folder = Prepare();
        Cli.RunDone(folder.Path, "encrypt", "package", "encrypted.ova", "--password-file", "password", "--recipient", "cert.pem", "--cipher", "gcm");
        Assert.Contains("encrypted", Cli.Run(folder.Path, "info", "encrypted.ova").Error, StringComparison.Ordinal);
        Cli.RunDone(folder.Path, "decrypt", "encrypted.ova", "1", "--password-file", "password");
        Cli.RunDone(folder.Path, "decrypt", "encrypted.ova", "2.ova", "--key", "key.pem", "--key-password-file", "password");
        Assert.Equal(File.ReadAllBytes(folder["package/small-disk1.vmdk"]), File.ReadAllBytes(folder["1/small-disk1.vmdk"]));
        File.WriteAllText(folder["wrong"], "wrong\n");
        var (exitCode, _, error) = Cli.Run(folder.Path, "decrypt", "encrypted.ova", "3", "--password-file", "wrong");
        Assert.Equal(1, exitCode);
        Assert.Contains("OVF5103", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder["3"]));
        Assert.Equal(2, Cli.Run(folder.Path, "encrypt", "package", "4").ExitCode);
    }

    private static TempFolder Prepare()
    {
        var openssl = ForeignTool.Require("openssl");
        var folder = new TempFolder();
        File.WriteAllText(folder["password"], "secret\n");
        openssl.RunIn(
            folder.Path, "req", "-x509", "-newkey", "rsa:2048", "-passout", "file:password", "-keyout", "key.pem", "-out", "cert.pem", "-subj", "/CN=ovfkit", "-days", "30",
            "-addext", "keyUsage=digitalSignature,keyEncipherment");
        Directory.CreateDirectory(folder["package"]);
        foreach (var file in Directory.EnumerateFiles(RepositoryFiles.Fixture("packages/small-folder")))
            File.Copy(file, folder[$"package/{Path.GetFileName(file)}"]);
        return folder;
    }
}
