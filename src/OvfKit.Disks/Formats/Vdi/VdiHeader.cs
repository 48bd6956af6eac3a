using System.Buffers.Binary;
using System.Numerics;
using System.Text;
using OvfKit.Diagnostics;
using OvfKit.IO;

namespace OvfKit.Disks.Formats.Vdi;

/// <summary>What a VDI is; the numbers stand in its header.</summary>
internal enum VdiType : uint
{
    Dynamic = 1,
    Static = 2,
    Undo = 3,
    Differencing = 4,
}

/// <summary>The header at the beginning of a VDI (VirtualBox, VDICore.h): versions 1.0 and 1.1.</summary>
internal sealed record VdiHeader(
    VdiType Type, string Comment, uint MapOffset, uint DataOffset, long DiskSize, int BlockSize, int BlockExtra, uint BlockCount, uint AllocatedCount, Guid Id, Guid ModifyId, Guid LinkId, Guid ParentModifyId)
{
    public const int SectorSize = 512;
    public const int LargestBlock = 1 << 30;

    private const int HeaderOffset = 72;
    private const int ShortLength = 0x180;
    private const int LongLength = 0x190;
    private const int GeometrySectorOffset = 468;
    private const uint Signature = 0xBEDA107F;

    private static ReadOnlySpan<byte> Title => "<<< OvfKit virtual disk image >>>\n"u8;

    public static bool HasSignature(ReadOnlySpan<byte> head) => head.Length >= 68 && U32(head, 64) == Signature;

    public static VdiHeader Read(ByteSource source)
    {
        Span<byte> bytes = stackalloc byte[SectorSize];
        source.ReadExactly(0, bytes);
        if (!HasSignature(bytes))
            throw Bad(source, 64, $"the signature is {U32(bytes, 64):x8}, not {Signature:x8}");
        var version = U32(bytes, 68);
        if (version >> 16 != 1)
            throw VdiDiagnostics.UnsupportedHeader.Unsupported(Location.AtOffset(source.Name, 68), $"the image has version {version >> 16}.{version & 0xFFFF}, but only 1.x is known; let VirtualBox clone it into a new image");
        CheckVariant(source, bytes);

        var header = new VdiHeader(
            (VdiType)U32(bytes, 76), Text(bytes.Slice(84, 256)), U32(bytes, 340), U32(bytes, 344), BinaryPrimitives.ReadInt64LittleEndian(bytes[368..]),
            (int)Math.Min(U32(bytes, 376), int.MaxValue), (int)Math.Min(U32(bytes, 380), int.MaxValue), U32(bytes, 384), U32(bytes, 388),
            new Guid(bytes.Slice(392, 16)), new Guid(bytes.Slice(408, 16)), new Guid(bytes.Slice(424, 16)), new Guid(bytes.Slice(440, 16)));
        header.Check(source, HeaderOffset + (long)U32(bytes, 72));
        return header;
    }

    /// <summary>Writes the header as VirtualBox does today, 512 bytes.</summary>
    public void Write(Span<byte> destination)
    {
        destination = destination[..SectorSize];
        destination.Clear();
        Title.CopyTo(destination);
        Put(destination, 64, Signature);
        Put(destination, 68, 0x0001_0001);
        Put(destination, 72, LongLength);
        Put(destination, 76, (uint)Type);
        Encoding.UTF8.GetBytes(Comment, destination.Slice(84, 256));
        Put(destination, 340, MapOffset);
        Put(destination, 344, DataOffset);
        Put(destination, 360, SectorSize);
        BinaryPrimitives.WriteInt64LittleEndian(destination[368..], DiskSize);
        Put(destination, 376, (uint)BlockSize);
        Put(destination, 380, (uint)BlockExtra);
        Put(destination, 384, BlockCount);
        Put(destination, 388, AllocatedCount);
        Id.TryWriteBytes(destination[392..]);
        ModifyId.TryWriteBytes(destination[408..]);
        LinkId.TryWriteBytes(destination[424..]);
        ParentModifyId.TryWriteBytes(destination[440..]);
        Put(destination, GeometrySectorOffset, SectorSize);
    }

    // The same checks as VirtualBox makes, so that nothing passes here that would not open there.
    private void Check(ByteSource source, long headerEnd)
    {
        if (MapOffset < headerEnd)
            throw Bad(source, 340, $"the block map would begin at byte {MapOffset}, inside the header of {headerEnd} bytes");
        if (DataOffset < MapOffset + ((long)BlockCount * sizeof(uint)))
            throw Bad(source, 344, $"the blocks would begin at byte {DataOffset}, inside the block map of {BlockCount} entries at byte {MapOffset}");
        if (DiskSize is <= 0 or > long.MaxValue / 2)
            throw Bad(source, 368, $"the disk would have {(ulong)DiskSize} bytes");
        if (BlockSize is < SectorSize or > LargestBlock || !BitOperations.IsPow2(BlockSize))
            throw Bad(source, 376, $"the blocks have {BlockSize} bytes; a power of two from {SectorSize} to {LargestBlock} was expected");
        if (BlockExtra > LargestBlock || (BlockExtra != 0 && !BitOperations.IsPow2(BlockExtra)))
            throw Bad(source, 380, $"each block has {BlockExtra} bytes before it; none or a power of two was expected");
        if ((long)BlockCount * BlockSize < DiskSize)
            throw Bad(source, 384, $"{BlockCount} blocks of {BlockSize} bytes cannot hold a disk of {DiskSize} bytes");
        if (AllocatedCount > BlockCount)
            throw Bad(source, 388, $"{AllocatedCount} of {BlockCount} blocks would be allocated");
        if (Id == Guid.Empty || ModifyId == Guid.Empty)
            throw Bad(source, Id == Guid.Empty ? 392 : 408, "an id that every image must have is missing");
        if (Type == VdiType.Differencing && LinkId == Guid.Empty)
            throw Bad(source, 424, "the disk holds only the changes to a parent, but does not say to which");
        if (DataOffset > source.Length && AllocatedCount > 0)
            throw source.CutOff(DataOffset, BlockSize);
    }

    private static void CheckVariant(ByteSource source, ReadOnlySpan<byte> bytes)
    {
        var (length, type, flags) = (U32(bytes, 72), U32(bytes, 76), U32(bytes, 80));
        if (length < ShortLength)
            throw Bad(source, 72, $"the header would have {length} bytes; at least {ShortLength} were expected");
        if (type is < (uint)VdiType.Dynamic or > (uint)VdiType.Differencing)
            throw Bad(source, 76, $"the image has type {type}; 1 (dynamic), 2 (static) or 4 (differencing) was expected");
        if (type == (uint)VdiType.Undo)
            throw VdiDiagnostics.UnsupportedHeader.Unsupported(Location.AtOffset(source.Name, 76), "the image is an undo image, which no VirtualBox of today makes; merge it in the version that made it");
        if ((flags & ~1u) != 0)
            throw VdiDiagnostics.UnsupportedHeader.Unsupported(Location.AtOffset(source.Name, 80), $"the image has flags {flags:x8}, of which only the lowest is known; let VirtualBox clone it into a new image");
        if (length >= LongLength && U32(bytes, GeometrySectorOffset) != SectorSize)
            throw Bad(source, GeometrySectorOffset, $"the geometry has sectors of {U32(bytes, GeometrySectorOffset)} bytes; {SectorSize} were expected");
    }

    private static string Text(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? bytes : bytes[..end]);
    }

    private static uint U32(ReadOnlySpan<byte> bytes, int offset) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[offset..]);

    private static void Put(Span<byte> bytes, int offset, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(bytes[offset..], value);

    private static InvalidContentException Bad(ByteSource source, int offset, string message) =>
        VdiDiagnostics.BadHeader.Invalid(Location.AtOffset(source.Name, offset), message + "; the file is damaged, restore it from a copy");
}
