using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using OvfKit.Diagnostics;
using OvfKit.Signing;
using OvfKit.Testing;
using OvfKit.Tests.Packaging;

namespace OvfKit.Tests.Signing;

public sealed class PrivateKeyFileTests
{
    private const string Password = "pässword";

    private static readonly PbeParameters Encryption = new(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000);

    public static TheoryData<string, string> Forms { get; } =
        [.. from key in (string[])["RSA-2048", "P-256"] from form in (string[])["pkcs8", "encrypted", "old", "der", "encrypted der", "pfx"] select new TheoryDataRow<string, string>(key, form)];

    [Theory]
    [MemberData(nameof(Forms))]
    public void Keys_are_read_in_every_form(string name, string form)
    {
        var (bytes, password) = Make(name, form);
        using var file = PrivateKeyFile.Read(bytes, "key", password);
        using var certificate = Pki.Signer(name);
        Assert.True(new PrivateKeySigner(file.Key).Fits(certificate));
        Assert.Equal(form == "pfx" ? [certificate.Subject, Pki.Issuer.Subject] : [], file.Certificates.Select(one => one.Subject));
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void OVF5040_a_wrong_or_missing_password_is_told(string name, string form)
    {
        var (bytes, password) = Make(name, form);
        if (password is null)
            return;
        Raises(bytes, "wrong");
        Raises(bytes, null);
    }

    [Theory]
    [InlineData("")]
    [InlineData("no key at all")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n")]
    [InlineData("-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\nAAAA\n-----END RSA PRIVATE KEY-----\n")]
    public void OVF5040_what_is_no_key_is_told(string text)
    {
        Raises(Encoding.UTF8.GetBytes(text), null);
        Raises(Encoding.UTF8.GetBytes(text), Password);
    }

    [Fact]
    public void OVF5040_a_certificate_is_no_key()
    {
        Raises(Pki.Issuer.RawData, null);
        Raises(Encoding.UTF8.GetBytes(Pki.Issuer.ExportCertificatePem()), null);
    }

    [Fact]
    public void Damaged_files_raise_nothing_but_their_own_exception()
    {
        foreach (var form in (string[])["pkcs8", "encrypted der", "pfx"])
        {
            var (bytes, password) = Make("P-256", form);
            for (var seed = 0; seed < 200; seed++)
            {
                try
                {
                    PrivateKeyFile.Read(new Mutator(seed).Mutate(bytes), "key", password).Dispose();
                }
                catch (InvalidContentException)
                {
                }
            }
        }
    }

    [Fact]
    public void Openssls_keys_are_read()
    {
        var openssl = ForeignTool.Require("openssl");
        using var folder = new TempFolder();
        openssl.RunIn(folder.Path, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-passout", "pass:secret", "-keyout", "key.pem", "-out", "cert.pem", "-subj", "/CN=openssl");
        openssl.RunIn(folder.Path, "pkcs12", "-export", "-inkey", "key.pem", "-passin", "pass:secret", "-in", "cert.pem", "-passout", "pass:secret", "-out", "key.pfx");
        using var certificate = CertificateReader.Read(File.ReadAllBytes(folder["cert.pem"]), "cert.pem")[0];
        foreach (var name in (string[])["key.pem", "key.pfx"])
        {
            using var file = PrivateKeyFile.Read(File.ReadAllBytes(folder[name]), name, "secret");
            Assert.True(new PrivateKeySigner(file.Key).Fits(certificate));
        }
    }

    [Fact]
    public void OVF5003_a_file_of_certificates_needs_one()
    {
        foreach (var text in (string[])["", "words", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", Pki.Key("P-256").ExportPkcs8PrivateKeyPem()])
            Sample.Raises<InvalidContentException>(SignatureDiagnostics.CorruptCertificate, () => CertificateReader.Read(Encoding.UTF8.GetBytes(text), "cert.pem"));
        Assert.Single(CertificateReader.Read(Pki.Issuer.RawData, "cert.der"));
    }

    private static (byte[] Bytes, string? Password) Make(string name, string form)
    {
        var key = Pki.Key(name);
        switch (form)
        {
            case "pkcs8":
                return (Encoding.ASCII.GetBytes(key.ExportPkcs8PrivateKeyPem()), null);
            case "encrypted":
                return (Encoding.ASCII.GetBytes(key.ExportEncryptedPkcs8PrivateKeyPem(Password, Encryption)), Password);
            case "old":
                return (Encoding.ASCII.GetBytes(key is RSA rsa ? rsa.ExportRSAPrivateKeyPem() : ((ECDsa)key).ExportECPrivateKeyPem()), null);
            case "der":
                return (key.ExportPkcs8PrivateKey(), null);
            case "encrypted der":
                return (key.ExportEncryptedPkcs8PrivateKey(Password, Encryption), Password);
            default:
                using (var certificate = Pki.Signer(name))
                using (var own = key is RSA rsa2 ? certificate.CopyWithPrivateKey(rsa2) : certificate.CopyWithPrivateKey((ECDsa)key))
                    return (new X509Certificate2Collection(new X509Certificate2[] { own, Pki.Issuer }).Export(X509ContentType.Pfx, Password)!, Password);
        }
    }

    private static void Raises(byte[] bytes, string? password) =>
        Sample.Raises<InvalidContentException>(SignatureDiagnostics.KeyUnreadable, () => PrivateKeyFile.Read(bytes, "key", password).Dispose());
}
