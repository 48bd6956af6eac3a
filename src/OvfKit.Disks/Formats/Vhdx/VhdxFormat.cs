using OvfKit.IO;

namespace OvfKit.Disks.Formats.Vhdx;

/// <summary>VHDX, the disk of Hyper-V ([MS-VHDX]).</summary>
public sealed class VhdxFormat : DiskFormat
{
    internal const string Dynamic = "dynamic";
    internal const string Fixed = "fixed";
    private const string Uri = "https://learn.microsoft.com/openspecs/windows_protocols/ms-vhdx/83e061f8-f6e2-4de1-91bd-5d518a43d477";

    private VhdxFormat()
    {
    }

    /// <summary>The one instance.</summary>
    public static VhdxFormat Instance { get; } = new();

    /// <inheritdoc/>
    public override string Name => "vhdx";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Extensions { get; } = [".vhdx"];

    /// <inheritdoc/>
    public override IReadOnlyList<DiskVariant> Variants { get; } =
    [
        new(Dynamic, Uri),
        new(Fixed, Uri, Writable: false),
    ];

    /// <inheritdoc/>
    public override bool Matches(in DiskProbe probe) => probe.Head.StartsWith("vhdxfile"u8);

    /// <inheritdoc/>
    public override DiskImage Open(ByteSource source, DiskOpenOptions options)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(options);
        return VhdxImage.Open(this, source, options);
    }

    /// <inheritdoc/>
    public override DiskWriter CreateWriter(DiskSink sink, DiskWriteOptions options)
    {
        ArgumentNullException.ThrowIfNull(sink);
        ArgumentNullException.ThrowIfNull(options);
        WritableVariant(options.Variant);
        WriteSettings.RefuseUnknown(this, options, VhdxWriter.BlockSizeSetting);
        WriteSettings.RefuseParent(VhdxFormat.Dynamic, sink, options);
        return new VhdxWriter(sink, options);
    }
}
