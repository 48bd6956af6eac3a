using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using static OvfKit.Encryption.EncryptionNames;

namespace OvfKit.Encryption;

/// <summary>A key made of a password with PBKDF2 (RFC 8018 §5.2; XML Encryption 1.1 §5.4.2), as a <c>DerivedKey</c> describes it.</summary>
internal sealed record PasswordKey(byte[] Salt, int Iterations, int KeyLength, HashAlgorithmName Digest)
{
    // About a minute of work, where a stranger's file asks for it.
    private const int MaxIterations = 100_000_000;
    private const int SaltLength = 32;

    private static readonly (string Uri, HashAlgorithmName Digest)[] Digests =
    [
        (HmacSha256, HashAlgorithmName.SHA256),
        ("http://www.w3.org/2001/04/xmldsig-more#hmac-sha384", HashAlgorithmName.SHA384),
        ("http://www.w3.org/2001/04/xmldsig-more#hmac-sha512", HashAlgorithmName.SHA512),
        ("http://www.w3.org/2000/09/xmldsig#hmac-sha1", HashAlgorithmName.SHA1),
    ];

    public static PasswordKey New(int iterations) => new(RandomNumberGenerator.GetBytes(SaltLength), iterations, 32, HashAlgorithmName.SHA256);

    public ContentKey Derive(string password) => new(Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(password), Salt, Iterations, Digest, KeyLength));

    public XElement ToXml(string id, IEnumerable<string> files) => new(
        Xenc11 + "DerivedKey",
        Prefixes(),
        new XAttribute("Id", id),
        new XElement(
            Xenc11 + "KeyDerivationMethod",
            new XAttribute("Algorithm", Pbkdf2),
            new XElement(
                Xenc11 + "PBKDF2-params",
                new XElement(Xenc11 + "Salt", new XElement(Xenc11 + "Specified", Convert.ToBase64String(Salt))),
                new XElement(Xenc11 + "IterationCount", Iterations.ToString(CultureInfo.InvariantCulture)),
                new XElement(Xenc11 + "KeyLength", KeyLength.ToString(CultureInfo.InvariantCulture)),
                new XElement(Xenc11 + "PRF", new XAttribute("Algorithm", Digests.First(one => one.Digest == Digest).Uri)))),
        KeyReferences.ToXml(files));

    public static PasswordKey Read(XElement key, EncryptionXml xml)
    {
        var method = xml.Child(key, Xenc11 + "KeyDerivationMethod");
        if (xml.Algorithm(method) is var name && name != Pbkdf2)
            throw xml.Unknown(method, $"the key derivation \"{name}\"");
        var parameters = xml.Child(method, Xenc11 + "PBKDF2-params");
        var prf = xml.Child(parameters, Xenc11 + "PRF");
        var prfName = xml.Algorithm(prf);
        var digest = Array.Find(Digests, one => one.Uri == prfName);
        return new PasswordKey(
            xml.Base64(xml.Child(xml.Child(parameters, Xenc11 + "Salt"), Xenc11 + "Specified")),
            xml.Number(xml.Child(parameters, Xenc11 + "IterationCount"), 1, MaxIterations),
            xml.Number(xml.Child(parameters, Xenc11 + "KeyLength"), 16, 32),
            digest.Uri is null ? throw xml.Unknown(prf, $"the pseudorandom function \"{prfName}\"") : digest.Digest);
    }
}
