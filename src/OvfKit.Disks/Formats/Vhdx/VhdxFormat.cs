using OvfKit.Diagnostics;
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
    public override IReadOnlyList<string> Extensions { get; } = [".vhdx", ".avhdx"];

    /// <inheritdoc/>
    public override IReadOnlyList<DiskVariant> Variants { get; } =
    [
        new(Dynamic, Uri),
        new(Fixed, Uri),
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
        var variant = WritableVariant(options.Variant);
        var settings = VhdxWriteSettings.Parse(this, options);
        if (variant.Name == Fixed)
        {
            WriteSettings.RefuseParent(Fixed, sink, options, Dynamic);
            return new VhdxFixedWriter(sink, options, settings);
        }

        return options.Parent switch
        {
            null => new VhdxWriter(sink, options, settings),
            VhdxImage parent => new VhdxChildWriter(sink, options, settings, parent),
            var other => throw VhdxDiagnostics.ParentMismatch.Unsupported(new Location(sink.Name), $"the parent of a VHDX must be a VHDX, but {other.Name} is {other.Format.Name}; convert the parent first"),
        };
    }

    /// <inheritdoc/>
    public override Guid? ReadLinkId(ByteSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return VhdxHeader.Read(source, null).DataWriteGuid;
    }
}
