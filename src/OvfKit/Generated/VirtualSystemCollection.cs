// Made from schemas/ by src/OvfKit.SchemaGen; a test compares. Change schemas/names.txt or the generator, not this file.
using System.Xml.Linq;
using OvfKit.Schema;

namespace OvfKit.Model;

/// <summary>A group of virtual machines and of further groups.</summary>
/// <remarks>Type <c>ovf:VirtualSystemCollection_Type</c> of the schema.</remarks>
public sealed partial class VirtualSystemCollection : OvfContent
{
    /// <summary>Makes one that is in no document yet.</summary>
    public VirtualSystemCollection()
        : this(Detached(SchemaType.VirtualSystemCollection, SchemaFamily.Ovf, "VirtualSystemCollection"))
    {
    }

    internal VirtualSystemCollection(XElement element)
        : base(element, SchemaType.VirtualSystemCollection)
    {
    }

    /// <summary>A member of the group.</summary>
    public ElementList<OvfContent> Members => field ??= new(this, "Content");
}
