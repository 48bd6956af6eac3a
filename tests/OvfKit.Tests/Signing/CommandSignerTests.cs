using OvfKit.Signing;
using OvfKit.Testing;

namespace OvfKit.Tests.Signing;

public sealed class CommandSignerTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("RSA-2048")]
    [InlineData("P-256")]
    public async Task A_program_signs(string key)
    {
        ForeignTool.Require("openssl");
        using var folder = new TempFolder();
        using var certificate = Pki.Signer(key);
        // A blank and a quote in the path reach the program as they are.
        var path = folder["my 'key'.pem"];
        await File.WriteAllTextAsync(path, Pki.Key(key).ExportPkcs8PrivateKeyPem(), Stop);
        var file = await SignedSample.SignAsync(new PackageSigner(new CommandSigner("openssl", "dgst", "-sha256", "-sign", path), certificate, Pki.Issuer));
        Assert.True(SignedSample.Verify(file).IsTrusted);
    }

    [Fact]
    public async Task The_program_is_told_the_digest()
    {
        ForeignTool.Require("sh");
        var signer = new CommandSigner("sh", "-c", $"printf %s ${CommandSigner.AlgorithmVariable}");
        Assert.Equal("SHA512"u8.ToArray(), await signer.SignAsync(SignedSample.ManifestBytes, OvfKit.Packaging.ManifestAlgorithm.Sha512, Stop));
    }

    [Theory]
    [InlineData("echo no card >&2; exit 4", "exit code 4 instead of signing: no card")]
    [InlineData("head -c 100000 /dev/zero", "more than a signature")]
    public async Task What_goes_wrong_is_told(string script, string expected)
    {
        ForeignTool.Require("sh");
        var failure = await Assert.ThrowsAsync<IOException>(() => SignAsync(new CommandSigner("sh", "-c", script), new byte[1 << 20]));
        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_that_is_not_there_is_told() =>
        await Assert.ThrowsAsync<IOException>(() => SignAsync(new CommandSigner("/nowhere/signer"), []));

    [Fact]
    public async Task Cancelling_ends_the_program()
    {
        ForeignTool.Require("sh");
        using var folder = new TempFolder();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var signing = new CommandSigner("sh", "-c", $"touch '{folder["begun"]}'; sleep 600; touch '{folder["ended"]}'")
            .SignAsync(SignedSample.ManifestBytes, OvfKit.Packaging.ManifestAlgorithm.Sha256, stop.Token).AsTask();
        while (!File.Exists(folder["begun"]))
            await Task.Delay(10, Stop);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => signing);
        Assert.False(File.Exists(folder["ended"]));
    }

    private static Task<byte[]> SignAsync(CommandSigner signer, byte[] manifest) => signer.SignAsync(manifest, OvfKit.Packaging.ManifestAlgorithm.Sha256, Stop).AsTask();
}
