// Made from schemas/ by src/OvfKit.SchemaGen; a test compares. Change schemas/names.txt or the generator, not this file.
using System.Xml.Linq;
using OvfKit.Schema;

namespace OvfKit.Model;

/// <summary>A virtual machine, described by its sections.</summary>
/// <remarks>Type <c>ovf:VirtualSystem_Type</c> of the schema.</remarks>
public sealed partial class VirtualSystem : OvfContent
{
    /// <summary>Makes one that is in no document yet.</summary>
    public VirtualSystem()
        : this(Detached(SchemaType.VirtualSystem, SchemaFamily.Ovf, "VirtualSystem"))
    {
    }

    internal VirtualSystem(XElement element)
        : base(element, SchemaType.VirtualSystem)
    {
    }
}
