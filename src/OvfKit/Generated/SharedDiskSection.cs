// Made from schemas/ by src/OvfKit.SchemaGen; a test compares. Change schemas/names.txt or the generator, not this file.
using System.Xml.Linq;
using OvfKit.Schema;

namespace OvfKit.Model;

/// <summary>Disks that several virtual systems of the package use at the same time.</summary>
/// <remarks>Type <c>ovf:SharedDiskSection_Type</c> of the schema, OVF 2 only.</remarks>
public sealed partial class SharedDiskSection : OvfSection
{
    /// <summary>Makes one that is in no document yet.</summary>
    public SharedDiskSection()
        : this(Detached(SchemaType.SharedDiskSection, SchemaFamily.Ovf, "SharedDiskSection"))
    {
    }

    internal SharedDiskSection(XElement element)
        : base(element, SchemaType.SharedDiskSection)
    {
    }

    /// <summary>One shared disk. Required.</summary>
    public ElementList<SharedDisk> SharedDisks => field ??= new(this, ["SharedDisk"]);
}
