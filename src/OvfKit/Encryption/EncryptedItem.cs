using System.Xml.Linq;
using OvfKit.Model;
using static OvfKit.Encryption.EncryptionNames;

namespace OvfKit.Encryption;

/// <summary>The <c>EncryptedData</c> in a <c>File</c>: how its content is encrypted, and what proves key and content.</summary>
/// <remarks>The schema leaves the place open: the file itself is the ciphertext, named once more by a <c>CipherReference</c>. What others put into the
/// <c>Disk</c> or the <c>EncryptionSection</c> is read there.</remarks>
internal sealed class EncryptedItem
{
    private const string KeyCheckName = "KeyCheck";
    private const string MacName = "Mac";
    private const int MacLength = 32;
    private readonly XElement _element;

    private EncryptedItem(XElement element, CipherMethod method) => (_element, Method) = (element, method);

    public string? Id => _element.Attribute("Id")?.Value;

    public CipherMethod Method { get; }

    public byte[]? KeyCheck { get; private init; }

    public byte[]? Mac { get; private init; }

    /// <summary>Puts one into a file's element. Its MAC has the right length, but not yet its value.</summary>
    public static EncryptedItem Add(FileReference file, string id, CipherMethod method, ContentKey key, IEnumerable<(string Id, string Type)> keys)
    {
        var authentication = new XElement(
            Authentication, new XAttribute(XNamespace.Xmlns + "ovfkit", Authentication.NamespaceName), new XAttribute(KeyCheckName, Convert.ToBase64String(key.Check())));
        if (!method.IsGcm)
            authentication.SetAttributeValue(MacName, Convert.ToBase64String(new byte[MacLength]));
        var element = new XElement(
            Xenc + "EncryptedData",
            Prefixes(),
            new XAttribute("Id", id),
            new XElement(Xenc + "EncryptionMethod", new XAttribute("Algorithm", method.Uri)),
            new XElement(Ds + "KeyInfo", keys.Select(one => new XElement(Ds + "RetrievalMethod", new XAttribute("URI", "#" + one.Id), new XAttribute("Type", one.Type)))),
            new XElement(Xenc + "CipherData", new XElement(Xenc + "CipherReference", new XAttribute("URI", file.Href!))),
            new XElement(Xenc + "EncryptionProperties", new XElement(Xenc + "EncryptionProperty", authentication)));
        file.AddExtension(element);
        return new EncryptedItem(element, method);
    }

    /// <summary>Whether a file is encrypted.</summary>
    public static bool IsIn(FileReference file) => Find(file) is not null;

    /// <summary>Reads the one of a file, or null where it is not encrypted.</summary>
    /// <exception cref="Diagnostics.OvfKitException">It cannot be understood (OVF5101, OVF5102).</exception>
    public static EncryptedItem? Read(FileReference file, EncryptionXml xml)
    {
        if (Find(file) is not { } element)
            return null;
        var method = xml.Child(element, Xenc + "EncryptionMethod");
        var name = xml.Algorithm(method);
        var reference = xml.Child(xml.Child(element, Xenc + "CipherData"), Xenc + "CipherReference");
        if (reference.Attribute("URI")?.Value is not { } uri || Uri.UnescapeDataString(uri) != Uri.UnescapeDataString(file.Href ?? ""))
            throw xml.Malformed(reference, $"does not name the file it stands in, \"{file.Href}\"");
        if (reference.HasElements)
            throw xml.Unknown(reference, "a transformation of the encrypted file");
        var authentication = element.Descendants(Authentication).FirstOrDefault();
        return new EncryptedItem(element, CipherMethod.Find(name) ?? throw xml.Unknown(method, $"the cipher \"{name}\""))
        {
            KeyCheck = Value(authentication, KeyCheckName, ContentKey.CheckLength, xml),
            Mac = Value(authentication, MacName, MacLength, xml),
        };
    }

    public void SetMac(byte[] mac) => _element.Descendants(Authentication).Single().SetAttributeValue(MacName, Convert.ToBase64String(mac));

    public void Remove() => Xml.Indentation.Remove(_element);

    private static byte[]? Value(XElement? authentication, string name, int length, EncryptionXml xml)
    {
        if (authentication?.Attribute(name)?.Value is not { } text)
            return null;
        var value = xml.Base64(authentication, text);
        return value.Length == length ? value : throw xml.Malformed(authentication, $"has a {name} of {value.Length} bytes instead of {length}");
    }

    private static XElement? Find(FileReference file) => file.Element.Element(Xenc + "EncryptedData")
        ?? (file.Href is { } href ? EncryptedElsewhere.Of(file.Element).Find(href) : null);
}
