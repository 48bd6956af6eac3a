using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using OvfKit.Conversion;
using OvfKit.Diagnostics;
using OvfKit.Packaging;
using OvfKit.Signing;
using OvfKit.Testing;
using OvfKit.Tests.Packaging;

namespace OvfKit.Tests.Signing;

public sealed class PackageSignerTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("RSA-2048", false)]
    [InlineData("RSA-2048", true)]
    [InlineData("P-384", false)]
    [InlineData("P-384", true)]
    public async Task A_package_is_signed_on_its_way_into_an_archive(string key, bool cms)
    {
        using var folder = new TempFolder();
        using var certificate = Pki.Signer(key);
        using var source = OvfPackage.Open(RepositoryFiles.Fixture("packages/small-folder"));
        var signer = new PackageSigner(new PrivateKeySigner(Pki.Key(key)), certificate, Pki.Issuer) { IncludeCms = cms };
        var report = await ConvertAsync(source, folder["a.ova"], signer);
        Assert.Equal(["small.ovf", "small.mf", "small.cert", "small-disk1.vmdk"], report.Entries.Select(entry => entry.Name));
        Assert.DoesNotContain(report.Diagnostics, finding => finding.Id == ConversionDiagnostics.SignatureRemoved.Id);

        using var signed = OvfPackage.Open(folder["a.ova"]);
        Assert.True((await signed.VerifyAsync(cancellationToken: Stop)).IsIntact);
        var result = await SignatureVerifier.VerifyAsync(signed, SignedSample.TrustingRoot, Stop);
        Assert.True(result.IsTrusted);
        Assert.Equal(cms ? SignatureVerdict.Valid : SignatureVerdict.Absent, result.Cms);
        Assert.Empty(result.Diagnostics);
    }

    [Fact]
    public async Task Signatures_shorter_than_the_place_kept_for_them_fill_it()
    {
        // The place is for the longest signature, and a block can be empty without the few digits a shorter one lacks.
        using var certificate = Pki.Signer("P-256");
        for (var length = 1; length < 90; length += 11)
        {
            using var folder = new TempFolder();
            var name = new string('n', length);
            await using (var sink = new OvaSink(folder["a.ova"]))
            {
                var content = PackageContent.For($"{name}.ovf", Encoding.UTF8.GetBytes(Sample.Envelope("")));
                await PackageWriter.WriteAsync(sink, content with { Signer = new PackageSigner(new ShortSigner(), certificate) }, Stop);
            }

            using var signed = OvfPackage.Open(folder["a.ova"]);
            Assert.Equal(SignatureVerdict.Valid, (await SignatureVerifier.VerifyAsync(signed, SignedSample.TrustingRoot, Stop)).Signature);
        }
    }

    [Fact]
    public async Task A_signature_without_a_manifest_is_refused()
    {
        using var folder = new TempFolder();
        using var certificate = Pki.Signer("P-256");
        await using var sink = new FolderSink(folder["a"]);
        var content = PackageContent.For("a.ovf", Encoding.UTF8.GetBytes(Sample.Envelope(""))) with { Algorithm = null, Signer = new PackageSigner(new ShortSigner(), certificate) };
        await Assert.ThrowsAsync<ArgumentException>(() => PackageWriter.WriteAsync(sink, content, Stop));
    }

    [Fact]
    public void OVF5041_a_key_must_be_that_of_the_certificate()
    {
        using var certificate = Pki.Signer("P-256");
        foreach (var key in (string[])["other P-256", "P-384", "RSA-2048"])
            Sample.Raises<InvalidContentException>(SignatureDiagnostics.KeyMismatch, () => _ = new PackageSigner(new PrivateKeySigner(Pki.Key(key)), certificate));
    }

    [Fact]
    public async Task OVF5042_what_a_signer_makes_is_checked()
    {
        using var certificate = Pki.Signer("P-256");
        var signer = new PackageSigner(new ForeignSigner(_ => [1, 2, 3]), certificate);
        var failure = await Assert.ThrowsAsync<InvalidContentException>(() => SignedSample.SignAsync(signer));
        Assert.Equal(SignatureDiagnostics.SignerFailed.Id, failure.Diagnostic.Id);
    }

    [Fact]
    public void OVF5043_keys_nobody_verifies_are_refused()
    {
        using var key = DSA.Create(1024);
        var request = new CertificateRequest(new X500DistinguishedName("CN=dsa"), new PublicKey(key), HashAlgorithmName.SHA256);
        using var certificate = request.Create(Pki.Issuer.SubjectName, X509SignatureGenerator.CreateForECDsa((ECDsa)Pki.Key("issuer")), Pki.Now, Pki.Now.AddDays(1), [9]);
        Sample.Raises<InvalidContentException>(SignatureDiagnostics.KeyKind, () => _ = new PackageSigner(new ShortSigner(), certificate));
    }

    [Fact]
    public async Task Bare_numbers_of_a_module_become_DER()
    {
        using var certificate = Pki.Signer("P-256");
        var signer = new PackageSigner(new ForeignSigner(data => ((ECDsa)Pki.Key("P-256")).SignData(data, HashAlgorithmName.SHA256)), certificate);
        var file = CertificateFile.Parse(Encoding.UTF8.GetBytes(await SignedSample.SignAsync(signer)), "a.cert");
        var sequence = new AsnReader(file.Signatures[0].Value, AsnEncodingRules.DER).ReadSequence();
        Assert.True(sequence.ReadInteger() > 0 && sequence.ReadInteger() > 0);
        Assert.True(SignedSample.Verify(Encoding.UTF8.GetString(file.ToBytes()), new TrustOptions { Anchors = [Pki.Issuer] }).IsTrusted);
    }

    [Fact]
    public void The_CMS_signature_needs_a_key_in_memory()
    {
        using var certificate = Pki.Signer("P-256");
        Assert.Throws<ArgumentException>(() => new PackageSigner(new ShortSigner(), certificate) { IncludeCms = true });
    }

    private static async Task<ConvertReport> ConvertAsync(OvfPackage source, string target, PackageSigner signer)
    {
        await using var sink = new OvaSink(target);
        return await PackageConverter.ConvertAsync(source, sink, new ConvertOptions { Signer = signer }, cancellationToken: Stop);
    }

    private sealed class ForeignSigner(Func<byte[], byte[]> sign) : IManifestSigner
    {
        public ValueTask<byte[]> SignAsync(ReadOnlyMemory<byte> manifest, ManifestAlgorithm algorithm, CancellationToken cancellationToken) => ValueTask.FromResult(sign(manifest.ToArray()));
    }

    /// <summary>Signs until both numbers happen to be shorter than they could be.</summary>
    private sealed class ShortSigner : IManifestSigner
    {
        public ValueTask<byte[]> SignAsync(ReadOnlyMemory<byte> manifest, ManifestAlgorithm algorithm, CancellationToken cancellationToken)
        {
            while (true)
            {
                var signature = ((ECDsa)Pki.Key("P-256")).SignData(manifest.Span, algorithm.HashName, DSASignatureFormat.Rfc3279DerSequence);
                if (signature.Length <= 70)
                    return ValueTask.FromResult(signature);
            }
        }
    }
}
