using OvfKit.IO;

namespace OvfKit.Disks.Formats.Vmdk;

/// <summary>VMDK, the disk of VMware: a descriptor and the extents it lists, in one file or many.</summary>
public sealed class VmdkFormat : DiskFormat
{
    internal const string StreamOptimized = "streamOptimized";
    internal const string MonolithicSparse = "monolithicSparse";

    private VmdkFormat()
    {
    }

    /// <summary>The one instance.</summary>
    public static VmdkFormat Instance { get; } = new();

    /// <inheritdoc/>
    public override string Name => "vmdk";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Extensions { get; } = [".vmdk"];

    /// <inheritdoc/>
    public override IReadOnlyList<DiskVariant> Variants { get; } =
    [
        new(StreamOptimized, "http://www.vmware.com/interfaces/specifications/vmdk.html#streamOptimized"),
        new(MonolithicSparse, "http://www.vmware.com/interfaces/specifications/vmdk.html#sparse", Writable: false),
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<string> OtherUris { get; } =
    [
        "http://www.vmware.com/specifications/vmdk.html#sparse",
        "http://www.vmware.com/specifications/vmdk.html#compressed",
        "http://www.vmware.com/specifications/vmdk.html#streamOptimized",
        "http://www.vmware.com/interfaces/specifications/vmdk.html",
        "http://www.vmware.com/interfaces/specifications/vmdk.html#compressed",
        "http://www.vmware.com/technical-resources/interfaces/vmdk_access.html#streamOptimized",
    ];

    /// <inheritdoc/>
    public override bool Matches(in DiskProbe probe) =>
        probe.Head.StartsWith(VmdkHeader.Magic) || probe.Head.StartsWith(VmdkCowdExtent.Magic) || probe.Head.StartsWith(VmdkSeSparseHeader.Magic) || VmdkText.IsDescriptor(probe.Head);

    /// <inheritdoc/>
    public override DiskImage Open(ByteSource source, DiskOpenOptions options)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(options);
        return VmdkImage.Open(this, source, options);
    }

    /// <inheritdoc/>
    public override DiskWriter CreateWriter(DiskSink sink, DiskWriteOptions options)
    {
        ArgumentNullException.ThrowIfNull(sink);
        ArgumentNullException.ThrowIfNull(options);
        WritableVariant(options.Variant);
        WriteSettings.RefuseUnknown(this, options);
        WriteSettings.RefuseParent(StreamOptimized, sink, options);
        return new VmdkStreamWriter(sink, options);
    }
}
