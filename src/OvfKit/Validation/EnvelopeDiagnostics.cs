using OvfKit.Diagnostics;

namespace OvfKit.Validation;

/// <summary>The findings about what a descriptor says (OVF2xxx): 20 the envelope, 21 files and disks, 22 networks, 23 hardware, 24 ranges,
/// 25 properties, 26 startup, 27 configurations, 28 messages, 29 the guest.</summary>
public static partial class EnvelopeDiagnostics
{
    /// <summary>The envelope is in a namespace of no known version.</summary>
    public static readonly DiagnosticDescriptor UnknownVersion = new("OVF2001", DiagnosticSeverity.Error, "unknown version of OVF", "DSP0243 §7");

    /// <summary>The envelope has no <c>References</c>.</summary>
    public static readonly DiagnosticDescriptor NoReferences = new("OVF2002", DiagnosticSeverity.Error, "no References", "DSP0243 §7");

    /// <summary>The envelope has neither a virtual system nor a collection.</summary>
    public static readonly DiagnosticDescriptor NoContent = new("OVF2003", DiagnosticSeverity.Error, "no virtual system", "DSP0243 §7");

    /// <summary>The envelope has more than one virtual system or collection at its top.</summary>
    public static readonly DiagnosticDescriptor SeveralContents = new("OVF2004", DiagnosticSeverity.Error, "more than one content", "DSP0243 §7");

    /// <summary>The envelope has a <c>Content</c> that is neither a virtual system nor a collection.</summary>
    public static readonly DiagnosticDescriptor UnknownContent = new("OVF2005", DiagnosticSeverity.Error, "content of an unknown type", "DSP0243 §7.2");

    /// <summary>A virtual system or collection has no <c>ovf:id</c>.</summary>
    public static readonly DiagnosticDescriptor ContentWithoutId = new("OVF2006", DiagnosticSeverity.Error, "virtual system without an id", "DSP0243 §7.2");

    /// <summary>Two members of a collection have the same <c>ovf:id</c>.</summary>
    public static readonly DiagnosticDescriptor DuplicateContentId =
        new("OVF2007", DiagnosticSeverity.Error, "two virtual systems of one id", "DSP0243 §7.2");

    /// <summary>A virtual system or collection has no <c>Info</c>.</summary>
    public static readonly DiagnosticDescriptor ContentWithoutInfo = new("OVF2008", DiagnosticSeverity.Error, "virtual system without Info", "DSP0243 §7.2");

    /// <summary>A section has no <c>Info</c>.</summary>
    public static readonly DiagnosticDescriptor SectionWithoutInfo = new("OVF2009", DiagnosticSeverity.Warning, "section without Info", "DSP0243 §7");

    /// <summary>A section stands where sections of its kind have no meaning.</summary>
    public static readonly DiagnosticDescriptor MisplacedSection = new("OVF2010", DiagnosticSeverity.Error, "section in a wrong place", "DSP0243 §9");

    /// <summary>A section occurs more often than it may.</summary>
    public static readonly DiagnosticDescriptor RepeatedSection = new("OVF2011", DiagnosticSeverity.Error, "section occurs twice", "DSP0243 §9");

    /// <summary>A section nobody knows has to be understood by every reader.</summary>
    public static readonly DiagnosticDescriptor UnknownSection = new("OVF2012", DiagnosticSeverity.Error, "unknown section that is required", "DSP0243 §7.3");

    /// <summary>A known extension of a vendor has to be understood by every reader.</summary>
    public static readonly DiagnosticDescriptor VendorRequired =
        new("OVF2013", DiagnosticSeverity.Warning, "extension of a vendor is required", "DSP0243 §7.3");

    /// <summary>An element nobody knows, in a known section or device, has to be understood by every reader.</summary>
    public static readonly DiagnosticDescriptor UnknownElement = new("OVF2014", DiagnosticSeverity.Error, "unknown element that is required", "DSP0243 §7.3");

    /// <summary>The attribute <c>version</c> names another version than the namespace.</summary>
    public static readonly DiagnosticDescriptor VersionDiffers =
        new("OVF2015", DiagnosticSeverity.Warning, "version contradicts the namespace", "DSP0243 §7");

    /// <summary>Two virtual systems in different collections have the same <c>ovf:id</c>.</summary>
    public static readonly DiagnosticDescriptor RepeatedContentId =
        new("OVF2016", DiagnosticSeverity.Warning, "two virtual systems of one id in different collections", "DSP0243 §7.2");

    /// <summary>A file has no <c>ovf:id</c>.</summary>
    public static readonly DiagnosticDescriptor FileWithoutId = new("OVF2101", DiagnosticSeverity.Error, "file without an id", "DSP0243 §7.1");

    /// <summary>Two files have the same <c>ovf:id</c>.</summary>
    public static readonly DiagnosticDescriptor DuplicateFileId = new("OVF2102", DiagnosticSeverity.Error, "two files of one id", "DSP0243 §7.1");

    /// <summary>A disk refers to a file that <c>References</c> does not list.</summary>
    public static readonly DiagnosticDescriptor UnknownDiskFile = new("OVF2103", DiagnosticSeverity.Error, "file of a disk is not listed", "DSP0243 §9.1");

    /// <summary>A file has no <c>ovf:href</c>.</summary>
    public static readonly DiagnosticDescriptor FileWithoutHref = new("OVF2104", DiagnosticSeverity.Error, "file without an address", "DSP0243 §7.1");

    /// <summary>Two files have the same <c>ovf:href</c>.</summary>
    public static readonly DiagnosticDescriptor SameFileTwice = new("OVF2105", DiagnosticSeverity.Error, "one file listed twice", "DSP0243 §7.1");

    /// <summary>The <c>ovf:size</c> of a file is not a number.</summary>
    public static readonly DiagnosticDescriptor FileSizeUnreadable =
        new("OVF2106", DiagnosticSeverity.Error, "size of a file is not a number", "DSP0243 §7.1");

    /// <summary>The <c>ovf:size</c> of a file is below zero.</summary>
    public static readonly DiagnosticDescriptor FileSizeNegative = new("OVF2107", DiagnosticSeverity.Warning, "size of a file is negative", "DSP0243 §7.1");

    /// <summary>The <c>ovf:chunkSize</c> of a file is no number above zero.</summary>
    public static readonly DiagnosticDescriptor ChunkSizeUnreadable =
        new("OVF2108", DiagnosticSeverity.Error, "size of chunks is not a number above zero", "DSP0243 §7.1");

    /// <summary>The <c>ovf:compression</c> of a file is not known.</summary>
    public static readonly DiagnosticDescriptor UnknownCompression = new("OVF2109", DiagnosticSeverity.Error, "unknown compression", "DSP0243 §7.1");

    /// <summary>The <c>ovf:compression</c> of a file is none of the standard's any more.</summary>
    public static readonly DiagnosticDescriptor RetiredCompression =
        new("OVF2110", DiagnosticSeverity.Warning, "compression is no longer allowed", "DSP0243 §7.1");

    /// <summary>The <c>ovf:href</c> of a file holds characters that have no place in a URI.</summary>
    public static readonly DiagnosticDescriptor HrefNotUri = new("OVF2111", DiagnosticSeverity.Warning, "address of a file is not a URI", "DSP0243 §7.1");

    /// <summary>The <c>ovf:href</c> of a file is neither relative nor <c>file</c>, <c>http</c> or <c>https</c>.</summary>
    public static readonly DiagnosticDescriptor HrefScheme =
        new("OVF2112", DiagnosticSeverity.Warning, "address of a file with an unusual scheme", "DSP0243 §7.1");

    /// <summary>A file said to be compressed is larger than the disk inside.</summary>
    public static readonly DiagnosticDescriptor CompressedFileTooLarge =
        new("OVF2113", DiagnosticSeverity.Error, "compressed file is larger than its disk", "DSP0243 §7.1");

    /// <summary>A disk's content is in a file that is said to be empty.</summary>
    public static readonly DiagnosticDescriptor EmptyDiskFile = new("OVF2114", DiagnosticSeverity.Error, "file of a disk has no bytes", "DSP0243 §7.1");

    /// <summary>A disk has no <c>ovf:diskId</c>.</summary>
    public static readonly DiagnosticDescriptor DiskWithoutId = new("OVF2121", DiagnosticSeverity.Error, "disk without an id", "DSP0243 §9.1");

    /// <summary>Two disks have the same <c>ovf:diskId</c>.</summary>
    public static readonly DiagnosticDescriptor DuplicateDiskId = new("OVF2122", DiagnosticSeverity.Error, "two disks of one id", "DSP0243 §9.1");

    /// <summary>A disk has no <c>ovf:capacity</c>.</summary>
    public static readonly DiagnosticDescriptor DiskWithoutCapacity = new("OVF2123", DiagnosticSeverity.Error, "disk without a capacity", "DSP0243 §9.1");

    /// <summary>The capacity of a disk is neither a number nor a property, or it is beyond all bounds.</summary>
    public static readonly DiagnosticDescriptor CapacityUnreadable =
        new("OVF2124", DiagnosticSeverity.Error, "capacity of a disk is not a number", "DSP0243 §9.1");

    /// <summary>The unit of a disk's capacity is none of bytes.</summary>
    public static readonly DiagnosticDescriptor CapacityUnitUnknown =
        new("OVF2125", DiagnosticSeverity.Error, "unit of a capacity is not known", "DSP0243 §9.1");

    /// <summary>The capacity of a disk is a property that no <c>ProductSection</c> declares.</summary>
    public static readonly DiagnosticDescriptor CapacityPropertyUnknown =
        new("OVF2126", DiagnosticSeverity.Warning, "property of a capacity is not declared", "DSP0243 §9.1");

    /// <summary>The <c>ovf:populatedSize</c> of a disk is not a number.</summary>
    public static readonly DiagnosticDescriptor PopulatedSizeUnreadable =
        new("OVF2127", DiagnosticSeverity.Error, "populated size is not a number", "DSP0243 §9.1");

    /// <summary>The <c>ovf:populatedSize</c> of a disk is below zero or above its capacity.</summary>
    public static readonly DiagnosticDescriptor PopulatedSizeUnlikely =
        new("OVF2128", DiagnosticSeverity.Warning, "populated size does not fit the capacity", "DSP0243 §9.1");

    /// <summary>A disk that has a file has no <c>ovf:format</c>.</summary>
    public static readonly DiagnosticDescriptor DiskWithoutFormat = new("OVF2129", DiagnosticSeverity.Error, "disk without a format", "DSP0243 §9.1");

    /// <summary>A disk that begins empty has no <c>ovf:format</c>.</summary>
    public static readonly DiagnosticDescriptor EmptyDiskWithoutFormat =
        new("OVF2130", DiagnosticSeverity.Warning, "empty disk without a format", "DSP0243 §9.1");

    /// <summary>The <c>ovf:format</c> of a disk is not an absolute URI.</summary>
    public static readonly DiagnosticDescriptor FormatNotUri = new("OVF2131", DiagnosticSeverity.Error, "format of a disk is not a URI", "DSP0243 §9.1");

    /// <summary>The <c>ovf:parentRef</c> of a disk names none.</summary>
    public static readonly DiagnosticDescriptor UnknownParentDisk =
        new("OVF2132", DiagnosticSeverity.Error, "parent of a disk is not listed", "DSP0243 §9.1");

    /// <summary>The parents of a disk lead back to it.</summary>
    public static readonly DiagnosticDescriptor ParentDiskCycle = new("OVF2133", DiagnosticSeverity.Error, "disk is its own ancestor", "DSP0243 §9.1");

    /// <summary>The disks stand in another order than the files they are in.</summary>
    public static readonly DiagnosticDescriptor DisksOutOfOrder =
        new("OVF2134", DiagnosticSeverity.Error, "disks in another order than their files", "DSP0243 §9.1");

    /// <summary>No device and no other disk refers to a disk.</summary>
    public static readonly DiagnosticDescriptor UnusedDisk = new("OVF2135", DiagnosticSeverity.Warning, "disk is not used", "DSP0243 §9.1");

    /// <summary>A <c>ovf:fileRef</c> is there and says nothing.</summary>
    public static readonly DiagnosticDescriptor EmptyFileReference =
        new("OVF2136", DiagnosticSeverity.Warning, "reference to a file is empty", "DSP0243 §9.1");

    /// <summary>Every code of this family.</summary>
    public static IReadOnlyList<DiagnosticDescriptor> All => field ??=
    [
        UnknownVersion, NoReferences, NoContent, SeveralContents, UnknownContent, ContentWithoutId, DuplicateContentId, ContentWithoutInfo,
        SectionWithoutInfo, MisplacedSection, RepeatedSection, UnknownSection, VendorRequired, UnknownElement, VersionDiffers, RepeatedContentId,
        FileWithoutId, DuplicateFileId, UnknownDiskFile, FileWithoutHref, SameFileTwice, FileSizeUnreadable, FileSizeNegative, ChunkSizeUnreadable,
        UnknownCompression, RetiredCompression, HrefNotUri, HrefScheme, CompressedFileTooLarge, EmptyDiskFile,
        DiskWithoutId, DuplicateDiskId, DiskWithoutCapacity, CapacityUnreadable, CapacityUnitUnknown, CapacityPropertyUnknown,
        PopulatedSizeUnreadable, PopulatedSizeUnlikely, DiskWithoutFormat, EmptyDiskWithoutFormat, FormatNotUri, UnknownParentDisk, ParentDiskCycle,
        DisksOutOfOrder, UnusedDisk, EmptyFileReference,
        NetworkWithoutName, DuplicateNetwork, UnknownConnection,
        NoHardware, SystemWithoutType, HardwareWithoutDevices, DeviceWithoutId, DuplicateDeviceId, DeviceWithoutType, DeviceTypeUnreadable,
        DeviceTypeUnknown, UnknownParentDevice, ParentDeviceCycle, AddressTaken, UnknownHostResource, HostResourceUnreadable, QuantityUnreadable,
        QuantityMissing, QuantityUnlikely, MemoryUnitUnknown, SeveralOfOne, HardwareIncomplete,
        UnknownBound, BoundWithoutDevice, RepeatedBound, RangeInverted, BoundWithoutValue,
        PropertyWithoutKey, DuplicateProperty, DuplicateProduct, KeyCharacters, PropertyWithoutType, UnknownPropertyType, VendorPropertyType,
        ValueUnfit, QualifierUnreadable, UnknownQualifier, ValueDisqualified, ProductCharacters, UnknownIconFile,
        StartupWithoutId, UnknownStartup, RepeatedStartup, StartupOrder, StartupDelay, StartupAction,
        ConfigurationWithoutId, DuplicateConfiguration, UnknownConfiguration, SeveralDefaults,
        UnknownMessage, RepeatedMessage, BundleWithoutLanguage, RepeatedLanguage, UnknownStringsFile, MessageWithoutId,
        GuestWithoutId, GuestIdUnreadable, NoLicense, NoAnnotation, NoBootStopDelay, BootStopDelayUnreadable, UnknownPlacementGroup,
    ];
}
