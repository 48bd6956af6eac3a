// Made from schemas/ by src/OvfKit.SchemaGen; a test compares. Change schemas/names.txt or the generator, not this file.
using System.Xml.Linq;
using OvfKit.Schema;

namespace OvfKit.Model;

/// <summary>The keys, in XML Encryption, for the encrypted parts of the package.</summary>
/// <remarks>Type <c>ovf:EncryptionSection_Type</c> of the schema, OVF 2 only.</remarks>
public sealed partial class EncryptionSection : OvfSection
{
    /// <summary>Makes one that is in no document yet.</summary>
    public EncryptionSection()
        : this(Detached(SchemaType.EncryptionSection, SchemaFamily.Ovf, "EncryptionSection"))
    {
    }

    internal EncryptionSection(XElement element)
        : base(element, SchemaType.EncryptionSection)
    {
    }
}
