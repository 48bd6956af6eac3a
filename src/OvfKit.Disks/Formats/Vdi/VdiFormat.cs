using OvfKit.IO;

namespace OvfKit.Disks.Formats.Vdi;

/// <summary>VDI, the disk of VirtualBox.</summary>
public sealed class VdiFormat : DiskFormat
{
    internal const string Dynamic = "dynamic";
    internal const string Static = "static";
    internal const string Differencing = "differencing";
    private const string Uri = "http://forums.virtualbox.org/viewtopic.php?t=8046";

    private VdiFormat()
    {
    }

    /// <summary>The one instance.</summary>
    public static VdiFormat Instance { get; } = new();

    /// <inheritdoc/>
    public override string Name => "vdi";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Extensions { get; } = [".vdi"];

    /// <inheritdoc/>
    /// <remarks>A differencing disk is written as the dynamic variant with <see cref="DiskWriteOptions.Parent"/>.</remarks>
    public override IReadOnlyList<DiskVariant> Variants { get; } =
    [
        new(Dynamic, Uri),
        new(Static, Uri),
        new(Differencing, Uri, Writable: false),
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<string> OtherUris { get; } = [Uri + "#monolithic_flat", Uri + "#monolithic_sparse"];

    /// <inheritdoc/>
    public override bool Matches(in DiskProbe probe) => VdiHeader.HasSignature(probe.Head);

    /// <inheritdoc/>
    public override DiskImage Open(ByteSource source, DiskOpenOptions options)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(options);
        return VdiImage.Open(this, source, options);
    }

    /// <inheritdoc/>
    public override Guid? ReadLinkId(ByteSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return VdiHeader.Read(source).Id;
    }

    /// <inheritdoc/>
    public override DiskWriter CreateWriter(DiskSink sink, DiskWriteOptions options)
    {
        ArgumentNullException.ThrowIfNull(sink);
        ArgumentNullException.ThrowIfNull(options);
        WriteSettings.RefuseUnknown(this, options, VdiTarget.BlockSizeSetting);
        if (WritableVariant(options.Variant).Name == Dynamic)
            return new VdiWriter(sink, options);
        WriteSettings.RefuseParent(Static, sink, options, Dynamic);
        return new VdiStaticWriter(sink, options);
    }
}
