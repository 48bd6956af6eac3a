using System.Buffers.Binary;
using System.Numerics;
using System.Text;
using OvfKit.Diagnostics;
using OvfKit.IO;

namespace OvfKit.Disks.Formats.Vhd;

/// <summary>The header of a dynamic or differencing VHD (VHD specification, "Dynamic Disk Header Format").</summary>
internal sealed record VhdDynamicHeader(long TableOffset, long EntryCount, int BlockSize, Guid ParentId, uint ParentTimestamp, string ParentName)
{
    public const int Size = 1024;
    public const int ParentNameOffset = 64;
    public const int ParentNameSize = 512;
    public const int LargestBlock = 1 << 30;

    private const int ChecksumOffset = 36;

    public static ReadOnlySpan<byte> Cookie => "cxsparse"u8;

    /// <summary>The bytes of the bitmap before each block: one bit a sector, in whole sectors.</summary>
    public int BitmapSize => BitmapSizeOf(BlockSize);

    public static int BitmapSizeOf(int blockSize) => (int)Rounding.Up(((blockSize / VhdFooter.SectorSize) + 7) / 8, VhdFooter.SectorSize);

    /// <summary>Reads the header to which a footer points.</summary>
    /// <param name="source">The file.</param>
    /// <param name="footer">Its footer.</param>
    /// <param name="bytes">Receives the header's bytes.</param>
    public static VhdDynamicHeader Read(ByteSource source, VhdFooter footer, Span<byte> bytes)
    {
        var at = Location.AtOffset(source.Name, Math.Max(0, footer.HeaderOffset));
        if (footer.HeaderOffset < 0 || footer.HeaderOffset > source.Length - Size)
            throw VhdDiagnostics.BadDynamicHeader.Invalid(at, $"the footer says that the dynamic header begins at byte {(ulong)footer.HeaderOffset}, but the file has {source.Length} bytes; it is cut off or damaged");
        source.ReadExactly(footer.HeaderOffset, bytes);
        if (!bytes.StartsWith(Cookie))
            throw VhdDiagnostics.BadDynamicHeader.Invalid(at, "the dynamic header does not begin with cxsparse; the file is damaged, restore it from a copy");
        if (VhdFooter.Checksum(bytes, ChecksumOffset) != BinaryPrimitives.ReadUInt32BigEndian(bytes[ChecksumOffset..]))
            throw VhdDiagnostics.BadDynamicHeader.Invalid(at, "the dynamic header's checksum is wrong, and there is no copy of it; the file is damaged, restore it from a copy");
        var version = BinaryPrimitives.ReadUInt32BigEndian(bytes[24..]);
        if (version >> 16 != 1)
            throw VhdDiagnostics.BadDynamicHeader.Unsupported(at, $"the dynamic header has version {version >> 16}.{version & 0xFFFF}; only version 1 is known");

        var blockSize = BinaryPrimitives.ReadUInt32BigEndian(bytes[32..]);
        if (blockSize is < VhdFooter.SectorSize or > LargestBlock || !BitOperations.IsPow2(blockSize))
            throw VhdDiagnostics.BadDynamicHeader.Invalid(at, $"the blocks have {blockSize} bytes; a power of two from 512 to {LargestBlock} was expected");
        long entries = BinaryPrimitives.ReadUInt32BigEndian(bytes[28..]);
        var needed = (footer.CurrentSize + blockSize - 1) / blockSize;
        if (entries < needed)
            throw VhdDiagnostics.BadDynamicHeader.Invalid(at, $"the block table has {entries} entries, but a disk of {footer.CurrentSize} bytes needs {needed}; the file is damaged, restore it from a copy");
        var table = BinaryPrimitives.ReadInt64BigEndian(bytes[16..]);
        if (table < 0 || table > source.Length - (needed * sizeof(uint)))
            throw VhdDiagnostics.BadDynamicHeader.Invalid(at, $"the block table of {needed} entries would begin at byte {(ulong)table}, but the file has {source.Length} bytes; it is cut off or damaged");
        return new VhdDynamicHeader(
            table,
            needed,
            (int)blockSize,
            new Guid(bytes.Slice(40, 16), bigEndian: true),
            BinaryPrimitives.ReadUInt32BigEndian(bytes[56..]),
            VhdLocator.Text(Encoding.BigEndianUnicode, bytes.Slice(ParentNameOffset, ParentNameSize)));
    }

    /// <summary>Writes the header's 1024 bytes with their checksum.</summary>
    /// <param name="destination">Receives them.</param>
    /// <param name="locators">Where the parent is; empty for a dynamic disk.</param>
    public void Write(Span<byte> destination, ReadOnlySpan<VhdLocator> locators)
    {
        destination = destination[..Size];
        destination.Clear();
        Cookie.CopyTo(destination);
        BinaryPrimitives.WriteInt64BigEndian(destination[8..], VhdFooter.NoHeader);
        BinaryPrimitives.WriteInt64BigEndian(destination[16..], TableOffset);
        BinaryPrimitives.WriteUInt32BigEndian(destination[24..], 1 << 16);
        BinaryPrimitives.WriteUInt32BigEndian(destination[28..], (uint)EntryCount);
        BinaryPrimitives.WriteInt32BigEndian(destination[32..], BlockSize);
        ParentId.TryWriteBytes(destination[40..], bigEndian: true, out _);
        BinaryPrimitives.WriteUInt32BigEndian(destination[56..], ParentTimestamp);
        Encoding.BigEndianUnicode.GetBytes(ParentName.AsSpan(0, Math.Min(ParentName.Length, (ParentNameSize / sizeof(char)) - 1)), destination[ParentNameOffset..]);
        for (var i = 0; i < locators.Length; i++)
            locators[i].Write(destination[(VhdLocator.FirstOffset + (i * VhdLocator.EntrySize))..]);
        BinaryPrimitives.WriteUInt32BigEndian(destination[ChecksumOffset..], VhdFooter.Checksum(destination, ChecksumOffset));
    }
}
