using System.Xml.Linq;

namespace OvfKit.Model;

/// <summary>A virtual disk (DSP0243 §9.1).</summary>
public sealed partial class VirtualDisk : OvfElement
{
    internal VirtualDisk(XElement element)
        : base(element)
    {
    }

    /// <summary>The name hardware items refer to, or null.</summary>
    public string? DiskId
    {
        get => Text("diskId");
        set => SetText("diskId", value);
    }

    /// <summary>The <see cref="FileReference.Id"/> of the file that holds the content, or null for an empty disk.</summary>
    public string? FileRef
    {
        get => Text("fileRef");
        set => SetText("fileRef", value);
    }

    /// <summary>The capacity as written, in <see cref="CapacityAllocationUnits"/>: a number or <c>${property}</c>, or null.</summary>
    public string? Capacity
    {
        get => Text("capacity");
        set => SetText("capacity", value);
    }

    /// <summary>The unit of <see cref="Capacity"/>, such as <c>byte * 2^30</c>, or null for bytes.</summary>
    public string? CapacityAllocationUnits
    {
        get => Text("capacityAllocationUnits");
        set => SetText("capacityAllocationUnits", value);
    }

    /// <summary>The estimated number of bytes in use on the disk, 0 to 2^63-1, or null.</summary>
    /// <exception cref="Diagnostics.InvalidContentException">The value is not readable (OVF1001).</exception>
    /// <exception cref="ArgumentOutOfRangeException">The value set is outside that range.</exception>
    public long? PopulatedSize
    {
        get => ValueReader.Int64(Attribute("populatedSize"));
        set => SetNumber("populatedSize", value);
    }

    /// <summary>The URI of the format, or null.</summary>
    public string? Format
    {
        get => Text("format");
        set => SetText("format", value);
    }

    /// <summary>The <see cref="DiskId"/> of the disk this one holds the changes to, or null.</summary>
    public string? ParentRef
    {
        get => Text("parentRef");
        set => SetText("parentRef", value);
    }
}
