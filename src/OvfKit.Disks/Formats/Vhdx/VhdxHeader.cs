using System.Buffers.Binary;
using OvfKit.Diagnostics;
using OvfKit.IO;
using static OvfKit.Disks.Formats.Vhdx.VhdxLayout;

namespace OvfKit.Disks.Formats.Vhdx;

/// <summary>One of the two headers ([MS-VHDX] §2.2.2).</summary>
internal readonly record struct VhdxHeader(ulong SequenceNumber, Guid FileWriteGuid, Guid DataWriteGuid, Guid LogGuid, uint LogLength, ulong LogOffset)
{
    private const int ChecksumOffset = 4;

    /// <summary>Reads the current header: the valid one with the higher sequence number.</summary>
    public static VhdxHeader Read(ByteSource source, DiagnosticBag? diagnostics)
    {
        Span<byte> first = stackalloc byte[HeaderSize];
        Span<byte> second = stackalloc byte[HeaderSize];
        source.ReadExactly(HeaderOffset1, first);
        source.ReadExactly(HeaderOffset2, second);
        var header1 = Parse(first);
        var header2 = Parse(second);
        if (header1 is { } a && header2 is { } b)
        {
            if (a.SequenceNumber == b.SequenceNumber && !first.SequenceEqual(second))
            {
                throw VhdxDiagnostics.BadHeader.Invalid(
                    Location.AtOffset(source.Name, HeaderOffset1),
                    "both headers carry the same sequence number but differ, so neither can be called the current one; restore the file from a copy");
            }

            return a.SequenceNumber >= b.SequenceNumber ? a : b;
        }

        var valid = header1 ?? header2 ?? throw VhdxDiagnostics.BadHeader.Invalid(
            Location.AtOffset(source.Name, HeaderOffset1),
            "neither header has its signature, version 1 and a matching CRC-32C; the file is damaged, restore it from a copy");
        diagnostics?.Add(VhdxDiagnostics.DamagedCopy.At(
            Location.AtOffset(source.Name, header1 is null ? HeaderOffset1 : HeaderOffset2),
            "this header is damaged; the other one is used, and Hyper-V repairs it when the disk is next attached"));
        return valid;
    }

    /// <summary>Writes the 4 KiB of the header with its checksum.</summary>
    public void Write(Span<byte> destination)
    {
        destination = destination[..HeaderSize];
        destination.Clear();
        "head"u8.CopyTo(destination);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[8..], SequenceNumber);
        FileWriteGuid.TryWriteBytes(destination[16..]);
        DataWriteGuid.TryWriteBytes(destination[32..]);
        LogGuid.TryWriteBytes(destination[48..]);
        BinaryPrimitives.WriteUInt16LittleEndian(destination[66..], 1);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[68..], LogLength);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[72..], LogOffset);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[ChecksumOffset..], Crc32C.Compute(destination, ChecksumOffset));
    }

    private static VhdxHeader? Parse(ReadOnlySpan<byte> bytes)
    {
        var valid = bytes.StartsWith("head"u8)
            && BinaryPrimitives.ReadUInt16LittleEndian(bytes[66..]) == 1
            && BinaryPrimitives.ReadUInt32LittleEndian(bytes[ChecksumOffset..]) == Crc32C.Compute(bytes, ChecksumOffset);
        return !valid ? null : new VhdxHeader(
            BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]),
            new Guid(bytes.Slice(16, 16)),
            new Guid(bytes.Slice(32, 16)),
            new Guid(bytes.Slice(48, 16)),
            BinaryPrimitives.ReadUInt32LittleEndian(bytes[68..]),
            BinaryPrimitives.ReadUInt64LittleEndian(bytes[72..]));
    }
}
