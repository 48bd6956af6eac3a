using System.Xml.Linq;

namespace OvfKit.Encryption;

/// <summary>The names of XML Encryption 1.1, XML Signature, and the one element of our own.</summary>
internal static class EncryptionNames
{
    public static readonly XNamespace Xenc = "http://www.w3.org/2001/04/xmlenc#";
    public static readonly XNamespace Xenc11 = "http://www.w3.org/2009/xmlenc11#";
    public static readonly XNamespace Ds = "http://www.w3.org/2000/09/xmldsig#";

    /// <summary>What an EncryptionProperty holds of ours: CBC by itself tells neither a wrong key nor a change.</summary>
    public static readonly XName Authentication = XNamespace.Get("urn:ovfkit:encryption:1") + "Authentication";

    public const string EncryptedKeyType = "http://www.w3.org/2001/04/xmlenc#EncryptedKey";
    public const string DerivedKeyType = "http://www.w3.org/2009/xmlenc11#DerivedKey";
    public const string Pbkdf2 = "http://www.w3.org/2009/xmlenc11#pbkdf2";
    public const string RsaOaepMgf1p = "http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p";
    public const string RsaOaep = "http://www.w3.org/2009/xmlenc11#rsa-oaep";
    public const string Sha1 = "http://www.w3.org/2000/09/xmldsig#sha1";
    public const string HmacSha256 = "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256";

    /// <summary>The declarations of the prefixes, so that what is put into a descriptor reads as in the specifications.</summary>
    public static XAttribute[] Prefixes() =>
    [
        new(XNamespace.Xmlns + "xenc", Xenc.NamespaceName),
        new(XNamespace.Xmlns + "xenc11", Xenc11.NamespaceName),
        new(XNamespace.Xmlns + "ds", Ds.NamespaceName),
    ];
}
