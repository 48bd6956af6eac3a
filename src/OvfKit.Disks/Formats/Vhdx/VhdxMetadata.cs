using System.Buffers.Binary;
using System.Numerics;
using OvfKit.Diagnostics;
using OvfKit.IO;
using static OvfKit.Disks.Formats.Vhdx.VhdxLayout;

namespace OvfKit.Disks.Formats.Vhdx;

/// <summary>What the metadata region says of the disk ([MS-VHDX] §2.6).</summary>
/// <param name="BlockSize">The unit of allocation in bytes, 1 to 256 MiB.</param>
/// <param name="IsFixed">Whether all blocks stay allocated.</param>
/// <param name="DiskSize">Guest bytes.</param>
/// <param name="DiskId">The id by which hypervisors tell disks apart; parent and child share it.</param>
/// <param name="LogicalSectorSize">512 or 4096 bytes.</param>
/// <param name="PhysicalSectorSize">512 or 4096 bytes.</param>
/// <param name="Parent">What the disk says of its parent; null when it has none.</param>
internal sealed record VhdxMetadata(int BlockSize, bool IsFixed, long DiskSize, Guid DiskId, int LogicalSectorSize, int PhysicalSectorSize, VhdxParentLocator? Parent = null)
{
    private const int IsRequiredFlag = 4;
    private const int IsVirtualDiskFlag = 2;
    private const int LargestItem = 16;
    private const int LargestLocator = MiB;
    private const int IsFixedFlag = 1;
    private const int HasParentFlag = 2;

    public static VhdxMetadata Read(ByteSource source, ByteRange region)
    {
        var table = new byte[MetadataTableSize];
        source.ReadExactly(region.Offset, table);
        var count = BinaryPrimitives.ReadUInt16LittleEndian(table.AsSpan(10));
        if (!table.AsSpan().StartsWith("metadata"u8) || count > MaxTableEntries)
            throw Bad(source, region.Offset, "the metadata table has no signature or too many entries");

        var items = new Dictionary<Guid, ByteRange>();
        for (var i = 0; i < count; i++)
        {
            var entryOffset = (1 + i) * TableEntrySize;
            var entry = table.AsSpan(entryOffset, TableEntrySize);
            var id = new Guid(entry[..16]);
            long offset = BinaryPrimitives.ReadUInt32LittleEndian(entry[16..]);
            long length = BinaryPrimitives.ReadUInt32LittleEndian(entry[20..]);
            var flags = BinaryPrimitives.ReadUInt32LittleEndian(entry[24..]);
            if (SizeOf(id) is not { } size)
            {
                if ((flags & IsRequiredFlag) != 0)
                    throw VhdxDiagnostics.UnknownFeature.Unsupported(Location.AtOffset(source.Name, region.Offset + entryOffset), $"the file requires metadata item {id:B}, which is not known; convert it with the software that wrote it");
                continue;
            }

            if (id == ParentLocator && length == 0)
                continue;
            if (offset < MetadataTableSize || offset > region.Length - length || length < size || length > (id == ParentLocator ? LargestLocator : LargestItem))
                throw Bad(source, region.Offset + entryOffset, $"metadata item {id:B} lies outside the metadata region, or has {length} bytes where {size} are needed");
            if (!items.TryAdd(id, new ByteRange(region.Offset + offset, length)))
                throw Bad(source, region.Offset + entryOffset, $"metadata item {id:B} is there twice");
        }

        return Checked(source, region, items);
    }

    /// <summary>Writes the table and the items behind it.</summary>
    /// <param name="region">The whole region, long enough for 64 KiB and the items.</param>
    public void Write(Span<byte> region)
    {
        region.Clear();
        "metadata"u8.CopyTo(region);
        Span<byte> value = stackalloc byte[16];
        var next = MetadataTableSize;
        ushort count = 0;

        BinaryPrimitives.WriteInt32LittleEndian(value, BlockSize);
        BinaryPrimitives.WriteInt32LittleEndian(value[4..], (IsFixed ? IsFixedFlag : 0) | (Parent is null ? 0 : HasParentFlag));
        Put(region, FileParameters, value[..8], IsRequiredFlag);
        BinaryPrimitives.WriteInt64LittleEndian(value, DiskSize);
        Put(region, VirtualDiskSize, value[..8], IsRequiredFlag | IsVirtualDiskFlag);
        DiskId.TryWriteBytes(value);
        Put(region, VirtualDiskId, value, IsRequiredFlag | IsVirtualDiskFlag);
        BinaryPrimitives.WriteInt32LittleEndian(value, LogicalSectorSize);
        Put(region, VhdxLayout.LogicalSectorSize, value[..4], IsRequiredFlag | IsVirtualDiskFlag);
        BinaryPrimitives.WriteInt32LittleEndian(value, PhysicalSectorSize);
        Put(region, VhdxLayout.PhysicalSectorSize, value[..4], IsRequiredFlag | IsVirtualDiskFlag);
        if (Parent is not null)
            Put(region, ParentLocator, Parent.ToBytes(), IsRequiredFlag);
        BinaryPrimitives.WriteUInt16LittleEndian(region[10..], count);

        void Put(Span<byte> target, Guid id, ReadOnlySpan<byte> item, uint flags)
        {
            var entry = target.Slice(++count * TableEntrySize, TableEntrySize);
            id.TryWriteBytes(entry);
            BinaryPrimitives.WriteInt32LittleEndian(entry[16..], next);
            BinaryPrimitives.WriteInt32LittleEndian(entry[20..], item.Length);
            BinaryPrimitives.WriteUInt32LittleEndian(entry[24..], flags);
            item.CopyTo(target[next..]);
            next += item.Length;
        }
    }

    private static int? SizeOf(Guid id) =>
        id == FileParameters || id == VirtualDiskSize ? 8
        : id == VirtualDiskId ? 16
        : id == VhdxLayout.LogicalSectorSize || id == VhdxLayout.PhysicalSectorSize ? 4
        : id == ParentLocator ? 0
        : null;

    private static VhdxMetadata Checked(ByteSource source, ByteRange region, Dictionary<Guid, ByteRange> items)
    {
        var parameters = Item(FileParameters);
        var flags = BinaryPrimitives.ReadUInt32LittleEndian(parameters.AsSpan(4));
        var metadata = new VhdxMetadata(
            BinaryPrimitives.ReadInt32LittleEndian(parameters),
            (flags & IsFixedFlag) != 0,
            BinaryPrimitives.ReadInt64LittleEndian(Item(VirtualDiskSize)),
            new Guid(Item(VirtualDiskId).AsSpan(0, 16)),
            BinaryPrimitives.ReadInt32LittleEndian(Item(VhdxLayout.LogicalSectorSize)),
            BinaryPrimitives.ReadInt32LittleEndian(Item(VhdxLayout.PhysicalSectorSize)));

        if (metadata.BlockSize is < MiB or > 256 * MiB || !BitOperations.IsPow2(metadata.BlockSize))
            throw Bad(source, region.Offset, $"the block size is {metadata.BlockSize} bytes; it must be a power of two from 1 to 256 MiB");
        if (metadata.LogicalSectorSize is not (512 or 4096) || metadata.PhysicalSectorSize is not (512 or 4096))
            throw Bad(source, region.Offset, $"the sector sizes are {metadata.LogicalSectorSize} and {metadata.PhysicalSectorSize} bytes; each must be 512 or 4096");
        if (metadata.DiskSize is < 0 or > MaxDiskSize || metadata.DiskSize % metadata.LogicalSectorSize != 0)
            throw Bad(source, region.Offset, $"the disk size is {metadata.DiskSize} bytes; it must be whole sectors and at most 64 TiB");
        // A disk that was merged into its parent may keep the locator; only the flag says that it counts.
        if ((flags & HasParentFlag) == 0)
            return metadata;
        if (!items.TryGetValue(ParentLocator, out var locator))
            throw VhdxDiagnostics.BadParentLocator.Invalid(Location.AtOffset(source.Name, region.Offset), "the disk holds only the changes to a parent, but does not say to which; restore the file from a copy");
        return metadata with { Parent = VhdxParentLocator.Parse(Item(ParentLocator), Location.AtOffset(source.Name, locator.Offset)) };

        byte[] Item(Guid id)
        {
            if (!items.TryGetValue(id, out var place))
                throw Bad(source, region.Offset, $"metadata item {id:B} is missing");
            var value = new byte[place.Length];
            source.ReadExactly(place.Offset, value);
            return value;
        }
    }

    private static InvalidContentException Bad(ByteSource source, long offset, string message) =>
        VhdxDiagnostics.BadMetadata.Invalid(Location.AtOffset(source.Name, offset), message);
}
