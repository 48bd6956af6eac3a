using System.Buffers.Binary;
using OvfKit.IO;

namespace OvfKit.Disks.Formats.Qcow2;

/// <summary>QCOW2, the disk of QEMU (QEMU docs/interop/qcow2), versions 2 and 3.</summary>
public sealed class Qcow2Format : DiskFormat
{
    internal const string Version2 = "v2";
    internal const string Version3 = "v3";
    internal const string Zlib = "zlib";
    internal const string Zstd = "zstd";

    // No specification of OVF names QCOW2; this page is what those who write it into descriptors point to.
    private const string Uri = "http://www.gnome.org/~markmc/qcow-image-format.html";

    private Qcow2Format()
    {
    }

    /// <summary>The one instance.</summary>
    public static Qcow2Format Instance { get; } = new();

    /// <inheritdoc/>
    public override string Name => "qcow2";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Extensions { get; } = [".qcow2"];

    /// <inheritdoc/>
    /// <remarks>Nothing in an image says whether its clusters are compressed: one that was written as <c>zlib</c> reads as <c>v3</c>.</remarks>
    public override IReadOnlyList<DiskVariant> Variants { get; } =
    [
        new(Version3, Uri),
        new(Zlib, Uri),
        new(Zstd, Uri),
        new(Version2, Uri, Writable: false),
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<string> OtherUris { get; } = ["https://www.qemu.org/docs/master/interop/qcow2.html"];

    /// <inheritdoc/>
    public override bool Matches(in DiskProbe probe) =>
        probe.Head.Length >= 8 && probe.Head.StartsWith(Qcow2Header.Magic) && BinaryPrimitives.ReadUInt32BigEndian(probe.Head[4..]) != 1;

    /// <inheritdoc/>
    public override DiskImage Open(ByteSource source, DiskOpenOptions options)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(options);
        return Qcow2Image.Open(this, source, options);
    }

    /// <inheritdoc/>
    public override DiskWriter CreateWriter(DiskSink sink, DiskWriteOptions options)
    {
        ArgumentNullException.ThrowIfNull(sink);
        ArgumentNullException.ThrowIfNull(options);
        var variant = WritableVariant(options.Variant);
        WriteSettings.RefuseUnknown(this, options, Qcow2Writer.ClusterSizeSetting);
        return new Qcow2Writer(sink, options, variant.Name);
    }
}
