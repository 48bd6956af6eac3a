// Made from schemas/ by src/OvfKit.SchemaGen; a test compares. Change schemas/names.txt or the generator, not this file.
using System.Xml.Linq;
using OvfKit.Schema;

namespace OvfKit.Model;

/// <summary>A virtual disk that several machines use.</summary>
/// <remarks>Type <c>ovf:SharedVirtualDiskDesc_Type</c> of the schema, OVF 2 only.</remarks>
public sealed partial class SharedDisk : VirtualDisk
{
    /// <summary>Makes one that is in no document yet.</summary>
    public SharedDisk()
        : this(Detached(SchemaType.SharedDisk, SchemaFamily.Ovf, "SharedDisk"))
    {
    }

    internal SharedDisk(XElement element)
        : base(element, SchemaType.SharedDisk)
    {
    }

    /// <summary>Whether the machines may only read the disk. Null means false.</summary>
    /// <exception cref="Diagnostics.InvalidContentException">The value is not readable (OVF1001).</exception>
    public bool? ReadOnly
    {
        get => AttributeBoolean("readOnly");
        set => SetAttribute("readOnly", value);
    }
}
