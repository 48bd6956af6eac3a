// Made from schemas/ by src/OvfKit.SchemaGen; a test compares. Change schemas/names.txt or the generator, not this file.
using System.Xml.Linq;
using OvfKit.Schema;

namespace OvfKit.Model;

/// <summary>The virtual disks of the package.</summary>
/// <remarks>Type <c>ovf:DiskSection_Type</c> of the schema.</remarks>
public sealed partial class DiskSection : OvfSection
{
    /// <summary>Makes one that is in no document yet.</summary>
    public DiskSection()
        : this(Detached(SchemaType.DiskSection, SchemaFamily.Ovf, "DiskSection"))
    {
    }

    internal DiskSection(XElement element)
        : base(element, SchemaType.DiskSection)
    {
    }

    /// <summary>One virtual disk.</summary>
    public ElementList<VirtualDisk> Disks => field ??= new(this, ["Disk"]);
}
