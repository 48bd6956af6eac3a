using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Xml.Linq;
using static OvfKit.Encryption.EncryptionNames;

namespace OvfKit.Encryption;

/// <summary>A key encrypted for the holder of a certificate, with RSA-OAEP (XML Encryption 1.1 §5.5.2), as an <c>EncryptedKey</c> holds it.</summary>
internal sealed record WrappedKey(byte[] Cipher, RSAEncryptionPadding Padding)
{
    private static readonly (string Digest, string Mask, RSAEncryptionPadding Padding)[] Paddings =
    [
        (Sha1, "http://www.w3.org/2009/xmlenc11#mgf1sha1", RSAEncryptionPadding.OaepSHA1),
        ("http://www.w3.org/2001/04/xmlenc#sha256", "http://www.w3.org/2009/xmlenc11#mgf1sha256", RSAEncryptionPadding.OaepSHA256),
        ("http://www.w3.org/2001/04/xmldsig-more#sha384", "http://www.w3.org/2009/xmlenc11#mgf1sha384", RSAEncryptionPadding.OaepSHA384),
        ("http://www.w3.org/2001/04/xmlenc#sha512", "http://www.w3.org/2009/xmlenc11#mgf1sha512", RSAEncryptionPadding.OaepSHA512),
    ];

    /// <exception cref="ArgumentException">The certificate's key is not RSA.</exception>
    public static XElement Wrap(ContentKey key, X509Certificate2 recipient, string id, IEnumerable<string> files)
    {
        using var rsa = recipient.GetRSAPublicKey() ?? throw new ArgumentException($"\"{recipient.Subject}\" has no RSA key, so nothing can be encrypted for it", nameof(recipient));
        return new XElement(
            Xenc + "EncryptedKey",
            Prefixes(),
            new XAttribute("Id", id),
            new XElement(Xenc + "EncryptionMethod", new XAttribute("Algorithm", RsaOaepMgf1p), new XElement(Ds + "DigestMethod", new XAttribute("Algorithm", Sha1))),
            new XElement(Ds + "KeyInfo", new XElement(Ds + "X509Data", new XElement(Ds + "X509Certificate", Convert.ToBase64String(recipient.RawData)))),
            new XElement(Xenc + "CipherData", new XElement(Xenc + "CipherValue", Convert.ToBase64String(rsa.Encrypt(key.Bytes, RSAEncryptionPadding.OaepSHA1)))),
            KeyReferences.ToXml(files));
    }

    /// <summary>The key, or null where it was encrypted for somebody else.</summary>
    public ContentKey? Unwrap(RSA key)
    {
        try
        {
            return new ContentKey(key.Decrypt(Cipher, Padding));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    public static WrappedKey Read(XElement key, EncryptionXml xml)
    {
        var method = xml.Child(key, Xenc + "EncryptionMethod");
        return new WrappedKey(xml.Base64(xml.Child(xml.Child(key, Xenc + "CipherData"), Xenc + "CipherValue")), PaddingOf(method, xml));
    }

    private static RSAEncryptionPadding PaddingOf(XElement method, EncryptionXml xml)
    {
        var name = xml.Algorithm(method);
        if (name is not (RsaOaepMgf1p or RsaOaep))
            throw xml.Unknown(method, $"the key transport \"{name}\"");
        if (method.Element(Xenc + "OAEPparams") is { Value.Length: > 0 })
            throw xml.Unknown(method, "a label of RSA-OAEP");
        var digest = method.Element(Ds + "DigestMethod")?.Attribute("Algorithm")?.Value ?? Sha1;
        var mask = method.Element(Xenc11 + "MGF")?.Attribute("Algorithm")?.Value ?? Paddings[0].Mask;
        // The platform takes one digest for both.
        return Array.Find(Paddings, one => one.Digest == digest && one.Mask == mask).Padding ?? throw xml.Unknown(method, $"RSA-OAEP with \"{digest}\" and \"{mask}\"");
    }
}
