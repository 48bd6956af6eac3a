using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using OvfKit.Diagnostics;
using OvfKit.Packaging;
using OvfKit.Signing;
using OvfKit.Tests.Packaging;

namespace OvfKit.Tests.Signing;

public sealed class SignatureVerifierTests
{
    private static readonly X509Certificate2 Signer = Pki.Signer("RSA-2048");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task OVF5003_a_certificate_that_is_none_makes_the_signature_invalid()
    {
        using var package = SignedSample.Package($"SHA256(a.mf)= 00\n{PemEncoding.WriteString("CERTIFICATE", [0x30, 0x03, 1, 2, 3])}\n");
        var result = await SignatureVerifier.VerifyAsync(package, SignedSample.TrustingRoot, Stop);
        Expect(result, SignatureVerdict.Invalid, SignatureDiagnostics.CorruptCertificate);
        Assert.Equal(2, result.Diagnostics.Single().Location.Line);
        Assert.Equal(ChainVerdict.NotChecked, result.Chain);
    }

    [Fact]
    public async Task OVF5001_an_unreadable_file_is_a_verdict_not_a_failure()
    {
        using var package = SignedSample.Package("nonsense");
        Expect(await SignatureVerifier.VerifyAsync(package, SignedSample.TrustingRoot, Stop), SignatureVerdict.Invalid, SignatureDiagnostics.Malformed);
    }

    [Fact]
    public void OVF5004_a_signature_without_certificate_is_nobodys() =>
        Expect(SignedSample.Verify("SHA256(a.mf)= 00\n"), SignatureVerdict.Invalid, SignatureDiagnostics.NoCertificate);

    [Fact]
    public async Task OVF5005_a_signature_needs_a_manifest()
    {
        using var package = Sample.Package(new TarBuilder().File("a.ovf", SignedSample.Descriptor).File("a.cert", await SignAsync()).File("x", "now").End());
        Expect(await SignatureVerifier.VerifyAsync(package, SignedSample.TrustingRoot, Stop), SignatureVerdict.Invalid, SignatureDiagnostics.NoManifest);
    }

    [Fact]
    public async Task OVF5006_a_signature_for_another_name_is_reported()
    {
        var file = (await SignAsync()).Replace("(a.mf)", "(b.mf)", StringComparison.Ordinal);
        Expect(SignedSample.Verify(file), SignatureVerdict.Valid, SignatureDiagnostics.OtherName);
    }

    [Fact]
    public async Task OVF5007_an_unknown_digest_is_not_verifiable()
    {
        var file = (await SignAsync()).Replace("SHA256(", "MD5(", StringComparison.Ordinal);
        var result = SignedSample.Verify(file);
        Expect(result, SignatureVerdict.NotVerifiable, SignatureDiagnostics.NotVerifiable);
        Assert.False(result.IsTrusted);
        Assert.Equal(ChainVerdict.Trusted, result.Chain);
    }

    [Fact]
    public async Task OVF5008_sha1_is_weak() => Expect(SignedSample.Verify(await SignAsync(ManifestAlgorithm.Sha1)), SignatureVerdict.Valid, SignatureDiagnostics.Weak);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void OVF5009_the_form_of_XenCenter_is_verified_and_reported(bool wholeStore)
    {
        var digest = SHA256.HashData(SignedSample.ManifestBytes);
        var signature = ((RSA)Pki.Key("RSA-2048")).SignData(digest, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        byte[] serialized = [.. Element(3, new byte[20]), .. Element(32, Signer.RawData)];
        if (wholeStore)
            serialized = [0, 0, 0, 0, .. "CERT"u8, .. serialized, .. new byte[12]];
        var file = $"SHA256(a.mf)= {Convert.ToHexStringLower(signature)}\n-----BEGIN CERTIFICATE-----\n{Convert.ToBase64String(serialized)}\n-----END CERTIFICATE-----\n";
        var result = SignedSample.Verify(file, new TrustOptions { Anchors = [Pki.Root, Pki.Issuer] });
        Assert.Equal(SignatureVerdict.Valid, result.Signature);
        Assert.True(result.IsTrusted);
        Assert.All(result.Diagnostics, finding => Assert.Equal(SignatureDiagnostics.XenCenterForm.Id, finding.Id));
        Assert.Equal([2, 1], result.Diagnostics.Select(finding => finding.Location.Line));
    }

    [Fact]
    public async Task OVF5010_a_changed_manifest_is_told_from_another_key() =>
        Expect(SignedSample.Verify(await SignAsync(), manifest: SignedSample.Manifest + "\n"), SignatureVerdict.Invalid, SignatureDiagnostics.Mismatch);

    [Fact]
    public async Task OVF5011_another_certificate_than_the_signers_is_told_from_a_changed_manifest()
    {
        var file = (await SignAsync()).Replace(Signer.ExportCertificatePem(), Pki.Signer("other RSA-2048").ExportCertificatePem(), StringComparison.Ordinal);
        Expect(SignedSample.Verify(file), SignatureVerdict.Invalid, SignatureDiagnostics.OtherKey);
    }

    [Fact]
    public async Task The_order_of_certificates_does_not_matter()
    {
        var file = CertificateFile.Parse(Encoding.UTF8.GetBytes(await SignAsync()), "a.cert");
        var turned = file with { Certificates = [.. file.Certificates.Reverse()] };
        var result = SignatureVerifier.Verify(turned, "a.cert", SignedSample.ManifestBytes, "a.mf", SignedSample.TrustingRoot);
        Assert.True(result.IsTrusted);
        Assert.Equal(Signer.Subject, result.Signer!.Subject);
        Assert.Equal("SHA256 with RSA-2048", result.Algorithm);
    }

    [Fact]
    public async Task OVF5030_a_package_without_certificate_is_not_signed()
    {
        using var package = Sample.Package("", "");
        var result = await SignatureVerifier.VerifyAsync(package, null, Stop);
        Expect(result, SignatureVerdict.Absent, SignatureDiagnostics.NotSigned);
        Assert.False(result.IsSigned);
        Assert.False(result.IsTrusted);
    }

    private static Task<string> SignAsync(ManifestAlgorithm? algorithm = null) => SignedSample.SignAsync(
        new PackageSigner(new PrivateKeySigner(Pki.Key("RSA-2048")), Signer, Pki.Issuer) { Algorithm = algorithm ?? ManifestAlgorithm.Sha256 });

    private static void Expect(SignatureVerification result, SignatureVerdict verdict, DiagnosticDescriptor code)
    {
        Assert.Equal(verdict, result.Signature);
        Assert.Equal(code.Id, Assert.Single(result.Diagnostics).Id);
    }

    private static byte[] Element(int property, byte[] content)
    {
        var element = new byte[12 + content.Length];
        BinaryPrimitives.WriteInt32LittleEndian(element, property);
        BinaryPrimitives.WriteInt32LittleEndian(element.AsSpan(4), 1);
        BinaryPrimitives.WriteInt32LittleEndian(element.AsSpan(8), content.Length);
        content.CopyTo(element, 12);
        return element;
    }
}
