using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using OvfKit.Diagnostics;

namespace OvfKit.Signing;

/// <summary>Reads files of certificates, as users name them: a signer's with its chain, or those to trust.</summary>
public static class CertificateReader
{
    /// <summary>Reads certificates: any number in PEM, or one in DER.</summary>
    /// <param name="bytes">The file's content.</param>
    /// <param name="name">The file's name, for findings.</param>
    /// <returns>The certificates in the file's order, at least one; the caller disposes them.</returns>
    /// <exception cref="InvalidContentException">There is no certificate, or one cannot be read (<c>OVF5003</c>).</exception>
    public static IReadOnlyList<X509Certificate2> Read(ReadOnlySpan<byte> bytes, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var certificates = new X509Certificate2Collection();
        try
        {
            if (bytes.IndexOf("-----BEGIN"u8) >= 0)
                certificates.ImportFromPem(System.Text.Encoding.UTF8.GetString(bytes));
            else
                certificates.Add(X509CertificateLoader.LoadCertificate(bytes));
        }
        catch (CryptographicException e)
        {
            throw SignatureDiagnostics.CorruptCertificate.Invalid(new Location(name),
                $"the certificate cannot be read ({e.Message.TrimEnd('.')}); give certificates in PEM or one in DER", e);
        }

        return certificates.Count > 0 ? [.. certificates] : throw SignatureDiagnostics.CorruptCertificate.Invalid(new Location(name),
            "there is no certificate in the file; give certificates in PEM or one in DER");
    }
}
