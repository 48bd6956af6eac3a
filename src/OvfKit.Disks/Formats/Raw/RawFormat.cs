using OvfKit.IO;

namespace OvfKit.Disks.Formats.Raw;

/// <summary>Raw disks: the guest's bytes and nothing else. Never detected by content, since any bytes could be raw.</summary>
public sealed class RawFormat : DiskFormat
{
    internal const string Sparse = "sparse";

    private RawFormat()
    {
    }

    /// <summary>The one instance.</summary>
    public static RawFormat Instance { get; } = new();

    /// <inheritdoc/>
    public override string Name => "raw";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Extensions { get; } = [".raw", ".img", ".dd", ".000", ".001", ".aa"];

    /// <inheritdoc/>
    public override IReadOnlyList<DiskVariant> Variants { get; } = [new(Sparse, "http://en.wikipedia.org/wiki/Byte")];

    /// <inheritdoc/>
    public override bool Matches(in DiskProbe probe) => false;

    /// <inheritdoc/>
    public override DiskImage Open(ByteSource source, DiskOpenOptions options)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(options);
        var parts = RawParts.FindFurther(source, options);
        return new RawImage(this, parts.Count == 0 ? source : ByteSource.Concat([source, .. parts], source.Name), parts, options);
    }

    /// <inheritdoc/>
    public override DiskWriter CreateWriter(DiskSink sink, DiskWriteOptions options)
    {
        ArgumentNullException.ThrowIfNull(sink);
        ArgumentNullException.ThrowIfNull(options);
        WritableVariant(options.Variant);
        WriteSettings.RefuseUnknown(this, options, RawWriter.PreallocationSetting);
        WriteSettings.RefuseParent(Name, sink, options);
        return new RawWriter(sink, options);
    }
}
