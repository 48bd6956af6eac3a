using System.Xml.Linq;

namespace OvfKit.Model;

public sealed partial class EncryptionSection
{
    /// <summary>The keys: <c>DerivedKey</c> and <c>EncryptedKey</c> of XML Encryption. A snapshot in document order.</summary>
    public IReadOnlyList<XElement> Keys => Extensions;
}
