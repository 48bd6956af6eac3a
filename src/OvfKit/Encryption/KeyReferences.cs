using System.Xml.Linq;
using static OvfKit.Encryption.EncryptionNames;

namespace OvfKit.Encryption;

/// <summary>The list in a key of what it opens.</summary>
internal static class KeyReferences
{
    public static XElement ToXml(IEnumerable<string> ids) =>
        new(Xenc + "ReferenceList", ids.Select(id => new XElement(Xenc + "DataReference", new XAttribute("URI", "#" + id))));

    /// <summary>Whether a key opens an item: it says so, or it says nothing at all.</summary>
    public static bool Names(XElement key, string? id)
    {
        var uris = key.Elements(Xenc + "ReferenceList").Elements(Xenc + "DataReference").Select(reference => reference.Attribute("URI")?.Value).ToList();
        return uris.Count == 0 || id is null || uris.Contains("#" + id);
    }
}
