// Made from schemas/ by src/OvfKit.SchemaGen; a test compares. Change schemas/names.txt or the generator, not this file.
using System.Xml.Linq;
using OvfKit.Schema;

namespace OvfKit.Model;

/// <summary>A virtual disk: its capacity, and the file with its content.</summary>
/// <remarks>Type <c>ovf:VirtualDiskDesc_Type</c> of the schema.</remarks>
public partial class VirtualDisk : OvfElement
{
    /// <summary>Makes one that is in no document yet.</summary>
    public VirtualDisk()
        : this(Detached(SchemaType.VirtualDisk, SchemaFamily.Ovf, "Disk"))
    {
    }

    internal VirtualDisk(XElement element)
        : this(element, SchemaType.VirtualDisk)
    {
    }

    private protected VirtualDisk(XElement element, SchemaType type)
        : base(element, type)
    {
    }

    /// <summary>Key by which hardware items name the disk. Required.</summary>
    public string? DiskId
    {
        get => AttributeText("diskId");
        set => SetAttribute("diskId", value);
    }

    /// <summary>Id of the file that holds the content; absent for a disk that starts empty.</summary>
    public string? FileRef
    {
        get => AttributeText("fileRef");
        set => SetAttribute("fileRef", value);
    }

    /// <summary>Size as the guest sees it, in capacityAllocationUnits: an integer, or a property as ${key}. Required.</summary>
    public string? Capacity
    {
        get => AttributeText("capacity");
        set => SetAttribute("capacity", value);
    }

    /// <summary>Unit of capacity as a programmatic unit of DSP0004, for instance byte * 2^30. Null means byte.</summary>
    public string? CapacityAllocationUnits
    {
        get => AttributeText("capacityAllocationUnits");
        set => SetAttribute("capacityAllocationUnits", value);
    }

    /// <summary>URI of the format of the disk file.</summary>
    public string? Format
    {
        get => AttributeText("format");
        set => SetAttribute("format", value);
    }

    /// <summary>Estimate of the space the content takes, in bytes.</summary>
    /// <exception cref="Diagnostics.InvalidContentException">The value is not readable (OVF1001).</exception>
    /// <exception cref="ArgumentOutOfRangeException">The value set is outside the range.</exception>
    public long? PopulatedSize
    {
        get => AttributeInt64("populatedSize", long.MinValue, long.MaxValue);
        set => SetAttribute("populatedSize", value, long.MinValue, long.MaxValue);
    }

    /// <summary>Id of the disk of which this one holds only the differences.</summary>
    public string? ParentRef
    {
        get => AttributeText("parentRef");
        set => SetAttribute("parentRef", value);
    }
}
