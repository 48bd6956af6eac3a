using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using OvfKit.Diagnostics;

namespace OvfKit.Signing;

/// <summary>What a file with a private key holds: the key, and the certificates that came with it in PKCS #12.</summary>
public sealed class PrivateKeyFile : IDisposable
{
    private const string WithoutPassword = "the private key is encrypted and no password was given";

    private PrivateKeyFile(AsymmetricAlgorithm key, IReadOnlyList<X509Certificate2> certificates) => (Key, Certificates) = (key, certificates);

    /// <summary>The RSA or ECDSA key. Owned by this object.</summary>
    public AsymmetricAlgorithm Key { get; }

    /// <summary>The certificates of a PKCS #12 file, the key's own first; else empty. Owned by this object.</summary>
    public IReadOnlyList<X509Certificate2> Certificates { get; }

    /// <summary>Reads a key: PKCS #8 (also encrypted), PKCS #1 or SEC 1 in PEM, PKCS #8 in DER, or PKCS #12 (<c>.pfx</c>, <c>.p12</c>).</summary>
    /// <param name="bytes">The file's content.</param>
    /// <param name="name">The file's name, for findings.</param>
    /// <param name="password">The password of an encrypted key; null for none.</param>
    /// <exception cref="InvalidContentException">There is no RSA or ECDSA key, it is damaged, or the password is wrong or missing (<c>OVF5040</c>).</exception>
    public static PrivateKeyFile Read(ReadOnlySpan<byte> bytes, string name, string? password = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        try
        {
            return bytes.IndexOf("-----BEGIN"u8) >= 0 ? new PrivateKeyFile(ReadPem(Encoding.UTF8.GetString(bytes), password), []) : ReadBinary(bytes, password);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException or AsnContentException or PlatformNotSupportedException)
        {
            throw SignatureDiagnostics.KeyUnreadable.Invalid(new Location(name),
                $"the private key cannot be read ({e.Message.TrimEnd('.')}); give an RSA or ECDSA key in PEM, PKCS #8 or PKCS #12 and its password", e);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Key.Dispose();
        foreach (var certificate in Certificates)
            certificate.Dispose();
    }

    private static AsymmetricAlgorithm ReadPem(string text, string? password)
    {
        // openssl's own encryption of PKCS #1 and SEC 1 hashes the password once, with MD5.
        if (text.Contains("Proc-Type: 4,ENCRYPTED", StringComparison.Ordinal))
            throw new CryptographicException("it is encrypted in openssl's old form; \"openssl pkcs8 -topk8\" turns it into PKCS #8");
        if (!text.Contains("-----BEGIN ENCRYPTED PRIVATE KEY-----", StringComparison.Ordinal))
            return FirstOf(key => key.ImportFromPem(text));
        return password is null ? throw new CryptographicException(WithoutPassword) : FirstOf(key => key.ImportFromEncryptedPem(text, password));
    }

    private static PrivateKeyFile ReadBinary(ReadOnlySpan<byte> bytes, string? password)
    {
        var copy = bytes.ToArray();
        return IsPkcs12(copy) ? ReadPkcs12(copy, password) : new PrivateKeyFile(ReadPkcs8(copy, password), []);
    }

    // PKCS #12 begins with its version, 3; PKCS #8 with 0 or 1 or, encrypted, with the algorithm.
    private static bool IsPkcs12(byte[] bytes)
    {
        var content = new AsnReader(bytes, AsnEncodingRules.BER).ReadSequence();
        return content.PeekTag().HasSameClassAndValue(Asn1Tag.Integer) && content.ReadInteger() == 3;
    }

    private static AsymmetricAlgorithm ReadPkcs8(byte[] bytes, string? password)
    {
        try
        {
            return FirstOf(key => key.ImportPkcs8PrivateKey(bytes, out _));
        }
        catch (CryptographicException)
        {
            if (password is null)
                throw;
            return FirstOf(key => key.ImportEncryptedPkcs8PrivateKey(password, bytes, out _));
        }
    }

    private static PrivateKeyFile ReadPkcs12(byte[] bytes, string? password)
    {
        // Where the system allows it, the key never touches a key store on disk.
        var flags = OperatingSystem.IsMacOS() ? X509KeyStorageFlags.DefaultKeySet : X509KeyStorageFlags.EphemeralKeySet;
        var certificates = X509CertificateLoader.LoadPkcs12Collection(bytes, password, flags);
        var own = certificates.FirstOrDefault(certificate => certificate.HasPrivateKey) ?? throw new CryptographicException("it has certificates, but no key");
        var key = (AsymmetricAlgorithm?)own.GetRSAPrivateKey() ?? own.GetECDsaPrivateKey() ?? throw new CryptographicException("the key is neither RSA nor ECDSA");
        return new PrivateKeyFile(key, [own, .. certificates.Where(certificate => certificate != own)]);
    }

    // The file says which kind it is, but only to who tries.
    private static AsymmetricAlgorithm FirstOf(Action<AsymmetricAlgorithm> import)
    {
        AsymmetricAlgorithm rsa = RSA.Create();
        try
        {
            import(rsa);
            return rsa;
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException or PlatformNotSupportedException)
        {
            rsa.Dispose();
        }

        var curve = ECDsa.Create();
        try
        {
            import(curve);
            return curve;
        }
        catch
        {
            curve.Dispose();
            throw;
        }
    }
}
