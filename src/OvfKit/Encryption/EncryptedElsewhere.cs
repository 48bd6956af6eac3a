using System.Xml.Linq;
using static OvfKit.Encryption.EncryptionNames;

namespace OvfKit.Encryption;

/// <summary>The <c>EncryptedData</c> elements of a document that do not stand in the <c>File</c> they are about: the file is the one their <c>CipherReference</c> names.</summary>
internal sealed class EncryptedElsewhere
{
    private readonly Dictionary<string, XElement> _byName = [];

    private EncryptedElsewhere(XElement root)
    {
        foreach (var data in root.Descendants(Xenc + "EncryptedData").Where(static data => data.Parent?.Name.LocalName is "Disk" or "EncryptionSection"))
        {
            if (data.Element(Xenc + "CipherData")?.Element(Xenc + "CipherReference")?.Attribute("URI")?.Value is { } uri)
                _byName.TryAdd(Uri.UnescapeDataString(uri), data);
        }
    }

    /// <summary>Those of an element's document, looked for once.</summary>
    public static EncryptedElsewhere Of(XElement element)
    {
        var root = element.AncestorsAndSelf().Last();
        if (root.Annotation<EncryptedElsewhere>() is not { } found)
            root.AddAnnotation(found = new EncryptedElsewhere(root));
        return found;
    }

    /// <summary>The one about a file, or null.</summary>
    public XElement? Find(string href) => _byName.GetValueOrDefault(Uri.UnescapeDataString(href)) is { Parent: not null } data ? data : null;
}
