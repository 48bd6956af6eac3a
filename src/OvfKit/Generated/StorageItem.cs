// Made from schemas/ by src/OvfKit.SchemaGen; a test compares. Change schemas/names.txt or the generator, not this file.
using System.Xml.Linq;
using OvfKit.Schema;

namespace OvfKit.Model;

/// <summary>A storage device as CIM describes it, with the attributes of OVF.</summary>
/// <remarks>Type <c>ovf:SASD_Type</c> of the schema.</remarks>
public sealed partial class StorageItem : HardwareItem
{
    /// <summary>Makes one that is in no document yet.</summary>
    public StorageItem()
        : this(Detached(SchemaType.StorageItem, SchemaFamily.Ovf, "StorageItem"))
    {
    }

    internal StorageItem(XElement element)
        : base(element, SchemaType.StorageItem)
    {
    }

    /// <summary>Whether the storage can be read and written. 0 to 65535.</summary>
    /// <exception cref="Diagnostics.InvalidContentException">The value is not readable (OVF1001).</exception>
    /// <exception cref="ArgumentOutOfRangeException">The value set is outside the range.</exception>
    public int? Access
    {
        get => ChildInt32("Access", 0, 65535);
        set => SetChild("Access", value, 0, 65535);
    }

    /// <summary>Name of the backing storage on the host.</summary>
    public string? HostExtentName
    {
        get => ChildText("HostExtentName");
        set => SetChild("HostExtentName", value);
    }

    /// <summary>Form of HostExtentName. 0 to 65535.</summary>
    /// <exception cref="Diagnostics.InvalidContentException">The value is not readable (OVF1001).</exception>
    /// <exception cref="ArgumentOutOfRangeException">The value set is outside the range.</exception>
    public int? HostExtentNameFormat
    {
        get => ChildInt32("HostExtentNameFormat", 0, 65535);
        set => SetChild("HostExtentNameFormat", value, 0, 65535);
    }

    /// <summary>Where HostExtentName is unique. 0 to 65535.</summary>
    /// <exception cref="Diagnostics.InvalidContentException">The value is not readable (OVF1001).</exception>
    /// <exception cref="ArgumentOutOfRangeException">The value set is outside the range.</exception>
    public int? HostExtentNameNamespace
    {
        get => ChildInt32("HostExtentNameNamespace", 0, 65535);
        set => SetChild("HostExtentNameNamespace", value, 0, 65535);
    }

    /// <summary>First block of the backing storage, in blocks of HostResourceBlockSize. 0 to 2^63-1.</summary>
    /// <exception cref="Diagnostics.InvalidContentException">The value is not readable (OVF1001).</exception>
    /// <exception cref="ArgumentOutOfRangeException">The value set is outside the range.</exception>
    public long? HostExtentStartingAddress
    {
        get => ChildInt64("HostExtentStartingAddress", 0, long.MaxValue);
        set => SetChild("HostExtentStartingAddress", value, 0, long.MaxValue);
    }

    /// <summary>Block size of the backing storage in bytes. 0 to 2^63-1.</summary>
    /// <exception cref="Diagnostics.InvalidContentException">The value is not readable (OVF1001).</exception>
    /// <exception cref="ArgumentOutOfRangeException">The value set is outside the range.</exception>
    public long? HostResourceBlockSize
    {
        get => ChildInt64("HostResourceBlockSize", 0, long.MaxValue);
        set => SetChild("HostResourceBlockSize", value, 0, long.MaxValue);
    }

    /// <summary>Form of HostExtentName in words, where HostExtentNameFormat is 1.</summary>
    public string? OtherHostExtentNameFormat
    {
        get => ChildText("OtherHostExtentNameFormat");
        set => SetChild("OtherHostExtentNameFormat", value);
    }

    /// <summary>Namespace of HostExtentName in words, where HostExtentNameNamespace is 1.</summary>
    public string? OtherHostExtentNameNamespace
    {
        get => ChildText("OtherHostExtentNameNamespace");
        set => SetChild("OtherHostExtentNameNamespace", value);
    }

    /// <summary>Block size that the guest sees, in bytes. 0 to 2^63-1.</summary>
    /// <exception cref="Diagnostics.InvalidContentException">The value is not readable (OVF1001).</exception>
    /// <exception cref="ArgumentOutOfRangeException">The value set is outside the range.</exception>
    public long? VirtualResourceBlockSize
    {
        get => ChildInt64("VirtualResourceBlockSize", 0, long.MaxValue);
        set => SetChild("VirtualResourceBlockSize", value, 0, long.MaxValue);
    }
}
