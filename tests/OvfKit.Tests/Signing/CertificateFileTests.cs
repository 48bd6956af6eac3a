using System.Security.Cryptography;
using System.Text;
using OvfKit.Diagnostics;
using OvfKit.Packaging;
using OvfKit.Signing;
using OvfKit.Testing;
using OvfKit.Tests.Packaging;

namespace OvfKit.Tests.Signing;

public sealed class CertificateFileTests
{
    private const string Line = "SHA256(a.mf)= 00ff\n";

    private static readonly string Pem = Pki.Signer("P-256").ExportCertificatePem() + "\n";

    [Theory]
    [InlineData("SHA256(a.mf)= 00ff\n")]
    [InlineData("\uFEFFSHA256 (a.mf) = 00FF\r\n")]
    public void Spellings_of_the_first_line_are_all_read(string line)
    {
        var file = Parse(line + Pem.ReplaceLineEndings("\r\n"));
        var signature = Assert.Single(file.Signatures);
        Assert.Equal(("a.mf", "SHA256", 1), (signature.FileName, signature.AlgorithmName, signature.Line));
        Assert.Equal(new byte[] { 0, 255 }, signature.Value);
        Assert.Equal(2, Assert.Single(file.Certificates).Line);
    }

    [Fact]
    public void Words_about_certificates_and_other_blocks_are_skipped()
    {
        var file = Parse($"{Line}Certificate:\n    Data:\n{Pem}-----BEGIN X509 CRL-----\n!\n-----END X509 CRL-----\n{Pem}");
        Assert.Equal(2, file.Certificates.Count);
        Assert.Null(file.Cms);
    }

    [Fact]
    public void What_is_written_is_read_again()
    {
        var file = Parse($"{Line}{Pem}{Pem}\n-----BEGIN CMS-----\nAQID\n-----END CMS-----\n");
        Assert.Equal(new byte[] { 1, 2, 3 }, file.Cms!.Der);
        var text = Encoding.UTF8.GetString(file.ToBytes());
        Assert.Equal($"{Line}{Pem}{Pem}\n-----BEGIN CMS-----\nAQID\n-----END CMS-----\n", text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense\n")]
    [InlineData("SHA256(a.mf)= xyz\n")]
    [InlineData("SHA256(a.mf)= 00\n-----BEGIN CERTIFICATE-----\nAAAA\n")]
    [InlineData("SHA256(a.mf)= 00\n-----BEGIN CERTIFICATE-----\nAAAA\n-----END CMS-----\n")]
    public void OVF5001_a_file_without_signature_or_with_half_a_block_is_malformed(string text) => Raises(SignatureDiagnostics.Malformed, text);

    [Fact]
    public void OVF5002_a_huge_file_is_refused() => Raises(SignatureDiagnostics.TooLarge, new string(' ', CertificateFile.MaxLength + 1));

    [Theory]
    [InlineData("****")]
    [InlineData("IAAAAAEAAAD//wAA")] // A serialized certificate that reaches past its end.
    [InlineData("AAAAAENFUlQAAAAAAAAAAAAAAAA=")] // A store without certificates.
    public void OVF5003_a_block_that_cannot_be_decoded_is_corrupt(string base64) =>
        Raises(SignatureDiagnostics.CorruptCertificate, $"{Line}-----BEGIN CERTIFICATE-----\n{base64}\n-----END CERTIFICATE-----\n");

    [Fact]
    public void Damaged_files_raise_nothing_but_their_own_exception()
    {
        var signed = Encoding.UTF8.GetBytes(Line + Pem);
        for (var seed = 0; seed < 2000; seed++)
        {
            var bytes = new Mutator(seed).Mutate(signed);
            try
            {
                SignatureVerifier.Verify(CertificateFile.Parse(bytes, "a.cert"), "a.cert", SignedSample.ManifestBytes, "a.mf", SignedSample.TrustingRoot);
            }
            catch (InvalidContentException)
            {
            }
        }
    }

    [Fact]
    public void Damaged_certificates_raise_nothing()
    {
        var signer = Pki.Signer("RSA-2048").RawData;
        var signature = new SignatureLine("a.mf", "SHA256", RandomNumberGenerator.GetBytes(256));
        for (var seed = 0; seed < 2000; seed++)
        {
            var file = new CertificateFile { Signatures = [signature], Certificates = [new CertificateBlock(new Mutator(seed).Mutate(signer))] };
            Assert.Equal(SignatureVerdict.Invalid, SignatureVerifier.Verify(file, "a.cert", SignedSample.ManifestBytes, "a.mf", SignedSample.TrustingRoot).Signature);
        }
    }

    private static CertificateFile Parse(string text) => CertificateFile.Parse(Encoding.UTF8.GetBytes(text), "a.cert");

    private static void Raises(DiagnosticDescriptor code, string text) => Sample.Raises<InvalidContentException>(code, () => Parse(text));
}
