using OvfKit.IO;

namespace OvfKit.Disks.Formats.Xva;

/// <summary>XVA, what XenServer and XCP-ng export virtual machines as: a tar archive of <c>ova.xml</c> and the disks' blocks. Read only.</summary>
/// <remarks>An archive may hold several disks; <see cref="DiskOpenOptions.Disk"/> says which one is meant.</remarks>
public sealed class XvaFormat : DiskFormat
{
    internal const string Archive = "archive";

    private XvaFormat()
    {
    }

    /// <summary>The one instance.</summary>
    public static XvaFormat Instance { get; } = new();

    /// <inheritdoc/>
    public override string Name => "xva";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Extensions { get; } = [".xva"];

    /// <inheritdoc/>
    public override IReadOnlyList<DiskVariant> Variants { get; } = [new(Archive, "https://docs.xenserver.com/en-us/xenserver/8/vms/import-export.html#xva", Writable: false)];

    /// <inheritdoc/>
    public override bool Matches(in DiskProbe probe) =>
        probe.Head.Length >= TarHeader.BlockSize && (probe.Head.StartsWith("ova.xml\0"u8) || probe.Head.StartsWith("./ova.xml\0"u8)) && TarHeader.ChecksumHolds(probe.Head[..TarHeader.BlockSize]);

    /// <inheritdoc/>
    public override DiskImage Open(ByteSource source, DiskOpenOptions options)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(options);
        return XvaImage.Open(this, source, options);
    }

    /// <summary>Lists the disks an archive holds, in the order of their devices; reads all headers of the archive.</summary>
    /// <param name="source">The archive.</param>
    /// <exception cref="Diagnostics.InvalidContentException">The archive is damaged.</exception>
    /// <exception cref="IOException">The source cannot be read.</exception>
    public static IReadOnlyList<XvaDisk> ReadDisks(ByteSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return XvaArchive.Read(source).Disks;
    }

    /// <inheritdoc/>
    public override DiskWriter CreateWriter(DiskSink sink, DiskWriteOptions options) => throw new ArgumentException("xva can be read but not written; vhd is what XenServer and XCP-ng import");
}
