using OvfKit.IO;

namespace OvfKit.Disks.Formats.Parallels;

/// <summary>Disks of Parallels Desktop and Virtuozzo: expanding image files, and the bundles (<c>.hdd</c> folders) they lie in.</summary>
public sealed class ParallelsFormat : DiskFormat
{
    internal const string Bundle = "bundle";
    internal const string Expanding = "expanding";
    internal const string DescriptorName = "DiskDescriptor.xml";

    private ParallelsFormat()
    {
    }

    /// <summary>The one instance.</summary>
    public static ParallelsFormat Instance { get; } = new();

    /// <inheritdoc/>
    public override string Name => "parallels";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Extensions { get; } = [".hdd", ".hds"];

    /// <inheritdoc/>
    public override IReadOnlyList<DiskVariant> Variants { get; } =
    [
        new(Bundle, "https://www.qemu.org/docs/master/interop/prl-xml.html", Layout: DiskLayout.Folder),
        new(Expanding, "https://www.qemu.org/docs/master/interop/parallels.html"),
    ];

    /// <inheritdoc/>
    public override string FolderEntry => DescriptorName;

    /// <inheritdoc/>
    public override string? VariantByExtension(string path) =>
        Path.GetExtension(path).Equals(".hds", StringComparison.OrdinalIgnoreCase) ? Expanding : null;

    /// <inheritdoc/>
    public override bool Matches(in DiskProbe probe) => ParallelsHeader.Matches(probe.Head) || ParallelsDescriptor.Matches(probe.Head);

    /// <inheritdoc/>
    public override DiskImage Open(ByteSource source, DiskOpenOptions options)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(options);
        Span<byte> head = stackalloc byte[64];
        return ParallelsDescriptor.IsXml(head[..source.Read(0, head)])
            ? ParallelsBundleImage.Open(this, source, options)
            : new ParallelsImage(this, source, options);
    }

    /// <inheritdoc/>
    public override DiskWriter CreateWriter(DiskSink sink, DiskWriteOptions options)
    {
        ArgumentNullException.ThrowIfNull(sink);
        ArgumentNullException.ThrowIfNull(options);
        var variant = WritableVariant(options.Variant);
        WriteSettings.RefuseUnknown(this, options, ParallelsWriter.BlockSizeSetting);
        WriteSettings.RefuseParent($"{Name}:{variant.Name}", sink, options);
        return new ParallelsWriter(sink, options, isBundle: variant.Layout == DiskLayout.Folder);
    }
}
