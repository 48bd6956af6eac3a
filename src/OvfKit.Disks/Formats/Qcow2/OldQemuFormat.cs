using OvfKit.Diagnostics;
using OvfKit.IO;

namespace OvfKit.Disks.Formats.Qcow2;

/// <summary>The formats QEMU had before and beside QCOW2: recognised, and refused by name.</summary>
public sealed class OldQemuFormat : DiskFormat
{
    private readonly string _title;
    private readonly byte[] _magic;

    private OldQemuFormat(string name, string title, byte[] magic)
    {
        Name = name;
        _title = title;
        _magic = magic;
        Extensions = ["." + name];
        Variants = [new("default", $"https://www.qemu.org/docs/master/system/images.html#{name}", Writable: false)];
    }

    /// <summary>QCOW, version 1.</summary>
    public static OldQemuFormat Qcow { get; } = new("qcow", "QCOW version 1", [.. Qcow2Header.Magic, 0, 0, 0, 1]);

    /// <summary>QED, the QEMU enhanced disk.</summary>
    public static OldQemuFormat Qed { get; } = new("qed", "QED", [.. "QED\0"u8]);

    /// <inheritdoc/>
    public override string Name { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Extensions { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<DiskVariant> Variants { get; }

    /// <inheritdoc/>
    public override bool Matches(in DiskProbe probe) => probe.Head.StartsWith(_magic);

    /// <inheritdoc/>
    /// <exception cref="UnsupportedContentException">Always.</exception>
    public override DiskImage Open(ByteSource source, DiskOpenOptions options)
    {
        ArgumentNullException.ThrowIfNull(source);
        throw Qcow2Diagnostics.OtherQemuFormat.Unsupported(
            Location.AtOffset(source.Name, 0), $"the disk is {_title}, which is not read; convert it first: qemu-img convert -f {Name} -O qcow2 OLD NEW");
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">Always.</exception>
    public override DiskWriter CreateWriter(DiskSink sink, DiskWriteOptions options) => throw new ArgumentException($"{Name} cannot be written; choose qcow2");
}
