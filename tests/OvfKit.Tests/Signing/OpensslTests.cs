using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using OvfKit.Packaging;
using OvfKit.Signing;
using OvfKit.Testing;

namespace OvfKit.Tests.Signing;

/// <summary>What we sign openssl verifies, and the other way round.</summary>
public sealed class OpensslTests
{
    public static TheoryData<string, string> Kinds { get; } =
        [.. from key in (string[])["RSA-2048", "RSA-4096", "P-256", "P-384"] from sha in (string[])["sha1", "sha256", "sha512"] select new TheoryDataRow<string, string>(key, sha)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Openssl_verifies_our_signatures(string key, string sha)
    {
        var openssl = ForeignTool.Require("openssl");
        using var folder = new TempFolder();
        using var certificate = Pki.Signer(key);
        var file = await SignAsync(key, certificate, sha, cms: false);
        await WriteAsync(folder, file, certificate);
        await File.WriteAllBytesAsync(folder["sig"], CertificateFile.Parse(Encoding.UTF8.GetBytes(file), "a.cert").Signatures[0].Value.ToArray(), Stop);
        // openssl finds the certificate in the file itself, as it would in any PEM file.
        openssl.RunIn(folder.Path, "x509", "-in", "a.cert", "-pubkey", "-noout", "-out", "pub.pem");
        Assert.Equal("Verified OK\n", openssl.RunIn(folder.Path, "dgst", $"-{sha}", "-verify", "pub.pem", "-signature", "sig", "a.mf"));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Openssl_verifies_our_CMS_blocks(string key, string sha)
    {
        var openssl = ForeignTool.Require("openssl");
        using var folder = new TempFolder();
        using var certificate = Pki.Signer(key);
        await WriteAsync(folder, await SignAsync(key, certificate, sha, cms: true), certificate);
        openssl.RunIn(folder.Path, "cms", "-verify", "-inform", "PEM", "-in", "cms.pem", "-content", "a.mf", "-binary", "-CAfile", "root.pem", "-purpose", "any", "-out", "content");
        Assert.Equal(SignedSample.ManifestBytes, await File.ReadAllBytesAsync(folder["content"], Stop));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task We_verify_openssls_signatures(string key, string sha)
    {
        var openssl = ForeignTool.Require("openssl");
        using var folder = new TempFolder();
        using var certificate = Pki.Signer(key);
        await WriteAsync(folder, "", certificate);
        await File.WriteAllTextAsync(folder["key.pem"], Pki.Key(key).ExportPkcs8PrivateKeyPem(), Stop);
        openssl.RunIn(folder.Path, "dgst", $"-{sha}", "-sign", "key.pem", "-out", "sig", "a.mf");
        openssl.RunIn(folder.Path, "cms", "-sign", "-binary", "-md", sha, "-in", "a.mf", "-signer", "signer.pem", "-inkey", "key.pem", "-certfile", "issuer.pem", "-outform", "PEM", "-out", "cms");
        var signature = Convert.ToHexStringLower(await File.ReadAllBytesAsync(folder["sig"], Stop));
        var file = $"{sha.ToUpperInvariant()}(a.mf)= {signature}\n{await File.ReadAllTextAsync(folder["signer.pem"], Stop)}\n{await File.ReadAllTextAsync(folder["cms"], Stop)}";
        var result = SignedSample.Verify(file);
        Assert.Equal((SignatureVerdict.Valid, SignatureVerdict.Valid), (result.Signature, result.Cms));
        // The issuer was found in the CMS block.
        Assert.True(result.IsTrusted);
    }

    [Fact]
    public async Task OVF5013_a_CMS_block_of_another_manifest_does_not_match()
    {
        using var certificate = Pki.Signer("P-256");
        var result = SignedSample.Verify(await SignAsync("P-256", certificate, "sha256", cms: true), manifest: SignedSample.Manifest + "\n");
        Assert.Equal((SignatureVerdict.Invalid, SignatureVerdict.Invalid), (result.Signature, result.Cms));
        Assert.Contains(result.Diagnostics, finding => finding.Id == SignatureDiagnostics.CmsMismatch.Id);
    }

    [Fact]
    public async Task OVF5012_a_CMS_block_that_is_none_cannot_be_read()
    {
        using var certificate = Pki.Signer("P-256");
        var result = SignedSample.Verify(await SignAsync("P-256", certificate, "sha256", cms: false) + "-----BEGIN CMS-----\nAQID\n-----END CMS-----\n");
        Assert.Equal((SignatureVerdict.Valid, SignatureVerdict.Invalid), (result.Signature, result.Cms));
        Assert.Equal(SignatureDiagnostics.CmsMalformed.Id, Assert.Single(result.Diagnostics).Id);
        Assert.False(result.IsValid);
    }

    [Fact]
    public async Task OVF5014_a_CMS_block_by_somebody_else_is_reported()
    {
        using var certificate = Pki.Signer("P-256");
        using var other = Pki.Signer("P-384");
        var line = await SignAsync("P-256", certificate, "sha256", cms: false);
        var cms = await SignAsync("P-384", other, "sha256", cms: true);
        var result = SignedSample.Verify(line + cms[cms.IndexOf("-----BEGIN CMS", StringComparison.Ordinal)..]);
        Assert.Equal((SignatureVerdict.Valid, SignatureVerdict.Valid), (result.Signature, result.Cms));
        Assert.Equal(SignatureDiagnostics.CmsOtherSigner.Id, Assert.Single(result.Diagnostics).Id);
        Assert.Equal(certificate.Subject, result.Signer!.Subject);
    }

    [Fact]
    public async Task A_CMS_block_by_itself_names_its_signer()
    {
        using var certificate = Pki.Signer("P-256");
        var file = await SignAsync("P-256", certificate, "sha256", cms: true);
        var result = SignedSample.Verify(file[file.IndexOf("-----BEGIN CMS", StringComparison.Ordinal)..]);
        Assert.Equal((SignatureVerdict.Absent, SignatureVerdict.Valid), (result.Signature, result.Cms));
        Assert.True(result.IsTrusted);
        Assert.Equal(certificate.Subject, result.Signer!.Subject);
    }

    [Fact]
    public async Task VirtualBoxs_SHA3_is_verified_or_said_not_to_be()
    {
        var openssl = ForeignTool.Require("openssl");
        using var folder = new TempFolder();
        using var certificate = Pki.Signer("RSA-2048");
        await WriteAsync(folder, "", certificate);
        await File.WriteAllTextAsync(folder["key.pem"], Pki.Key("RSA-2048").ExportPkcs8PrivateKeyPem(), Stop);
        openssl.RunIn(folder.Path, "cms", "-sign", "-binary", "-md", "sha3-512", "-in", "a.mf", "-signer", "signer.pem", "-inkey", "key.pem", "-outform", "PEM", "-out", "cms");
        var result = SignedSample.Verify(await SignAsync("RSA-2048", certificate, "sha256", cms: false) + await File.ReadAllTextAsync(folder["cms"], Stop));
        Assert.Equal(SHA3_512.IsSupported ? SignatureVerdict.Valid : SignatureVerdict.NotVerifiable, result.Cms);
        Assert.True(result.IsTrusted);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static Task<string> SignAsync(string key, X509Certificate2 certificate, string sha, bool cms) => SignedSample.SignAsync(
        new PackageSigner(new PrivateKeySigner(Pki.Key(key)), certificate, Pki.Issuer) { Algorithm = ManifestAlgorithm.Find(sha)!, IncludeCms = cms });

    private static async Task WriteAsync(TempFolder folder, string file, X509Certificate2 certificate)
    {
        await File.WriteAllBytesAsync(folder["a.mf"], SignedSample.ManifestBytes, Stop);
        await File.WriteAllTextAsync(folder["a.cert"], file, Stop);
        await File.WriteAllTextAsync(folder["signer.pem"], certificate.ExportCertificatePem() + "\n", Stop);
        await File.WriteAllTextAsync(folder["issuer.pem"], Pki.Issuer.ExportCertificatePem() + "\n", Stop);
        await File.WriteAllTextAsync(folder["root.pem"], Pki.Root.ExportCertificatePem() + "\n", Stop);
        // openssl cms wants the block by itself.
        if (file.IndexOf("-----BEGIN CMS", StringComparison.Ordinal) is var at and >= 0)
            await File.WriteAllTextAsync(folder["cms.pem"], file[at..], Stop);
    }
}
