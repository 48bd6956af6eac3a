using OvfKit.Diagnostics;
using OvfKit.IO;

namespace OvfKit.Disks.Formats.Vmdk;

/// <summary>VMDK, the disk of VMware: a descriptor and the extents it lists, in one file or many.</summary>
public sealed class VmdkFormat : DiskFormat
{
    internal const string StreamOptimized = "streamOptimized";
    internal const string MonolithicSparse = "monolithicSparse";
    internal const string MonolithicFlat = "monolithicFlat";
    internal const string SplitSparse = "twoGbMaxExtentSparse";
    internal const string SplitFlat = "twoGbMaxExtentFlat";
    internal const string Vmfs = "vmfs";
    private const string Uri = "http://www.vmware.com/interfaces/specifications/vmdk.html";

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
        new(StreamOptimized, Uri + "#streamOptimized"),
        new(MonolithicSparse, Uri + "#sparse"),
        new(MonolithicFlat, Uri + "#monolithicFlat", Layout: DiskLayout.ManyFiles),
        new(SplitSparse, Uri + "#twoGbMaxExtentSparse", Layout: DiskLayout.ManyFiles),
        new(SplitFlat, Uri + "#twoGbMaxExtentFlat", Layout: DiskLayout.ManyFiles),
        new(Vmfs, Uri + "#vmfs", Layout: DiskLayout.ManyFiles),
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
    public override Guid? ReadLinkId(ByteSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return VmdkImage.ReadLinkId(source);
    }

    // The data of a flat disk has no mark, but VMware's products give it a name.
    internal override UnsupportedContentException? RefuseUnmarked(ByteSource source, DiskOpenOptions options) =>
        VmdkLoosePiece.IsPieceName(source.Name) ? VmdkLoosePiece.Refuse(source, 0, options) : null;

    /// <inheritdoc/>
    public override DiskWriter CreateWriter(DiskSink sink, DiskWriteOptions options)
    {
        ArgumentNullException.ThrowIfNull(sink);
        ArgumentNullException.ThrowIfNull(options);
        var variant = WritableVariant(options.Variant).Name;
        var settings = VmdkWriteSettings.Parse(this, options, split: variant is SplitSparse or SplitFlat);
        if (variant is MonolithicSparse or SplitSparse)
            return new VmdkSparseWriter(variant, sink, options, settings);
        WriteSettings.RefuseParent(variant, sink, options, $"{MonolithicSparse} or {SplitSparse}");
        return variant == StreamOptimized ? new VmdkStreamWriter(sink, options, settings) : new VmdkFlatWriter(variant, sink, options, settings);
    }
}
