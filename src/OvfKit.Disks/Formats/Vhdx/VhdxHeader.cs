using System.Buffers.Binary;
using OvfKit.Diagnostics;
using OvfKit.IO;
using static OvfKit.Disks.Formats.Vhdx.VhdxLayout;

namespace OvfKit.Disks.Formats.Vhdx;

/// <summary>One of the two headers ([MS-VHDX] §2.2.2).</summary>
/// <param name="SequenceNumber">The header with the higher number is the current one.</param>
/// <param name="FileWriteGuid">Changes whenever the file is changed.</param>
/// <param name="DataWriteGuid">Changes whenever the guest bytes are changed; by it children know their parent.</param>
/// <param name="LogGuid">The entries of the log that count bear it; empty when none does.</param>
/// <param name="Log">Where the log is; empty when there is none.</param>
internal readonly record struct VhdxHeader(ulong SequenceNumber, Guid FileWriteGuid, Guid DataWriteGuid, Guid LogGuid, ByteRange Log)
{
    private const int ChecksumOffset = 4;
    private const int LogVersionOffset = 64;
    private const int VersionOffset = 66;

    /// <summary>Reads the current header: the valid one with the higher sequence number.</summary>
    public static VhdxHeader Read(ByteSource source, DiagnosticBag? diagnostics)
    {
        Span<byte> first = stackalloc byte[HeaderSize];
        Span<byte> second = stackalloc byte[HeaderSize];
        source.ReadExactly(HeaderOffset1, first);
        source.ReadExactly(HeaderOffset2, second);
        var (firstIsSound, secondIsSound) = (IsSound(first), IsSound(second));
        if (!firstIsSound && !secondIsSound)
        {
            throw VhdxDiagnostics.BadHeader.Invalid(
                Location.AtOffset(source.Name, HeaderOffset1), "neither header has its signature and a matching CRC-32C; the file is damaged, restore it from a copy");
        }

        if (firstIsSound && secondIsSound)
        {
            // Equal numbers happen where both headers are one and the same.
            if (Number(first) == Number(second) && !first.SequenceEqual(second))
            {
                throw VhdxDiagnostics.BadHeader.Invalid(
                    Location.AtOffset(source.Name, HeaderOffset1),
                    "both headers carry the same sequence number but differ, so neither can be called the current one; restore the file from a copy");
            }
        }
        else
        {
            diagnostics?.Add(VhdxDiagnostics.DamagedCopy.At(
                Location.AtOffset(source.Name, firstIsSound ? HeaderOffset2 : HeaderOffset1),
                "this header is damaged; the other one is used, and Hyper-V repairs it when the disk is next attached"));
        }

        var firstIsCurrent = firstIsSound && (!secondIsSound || Number(first) >= Number(second));
        return firstIsCurrent ? Parse(first, source, HeaderOffset1) : Parse(second, source, HeaderOffset2);
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
        BinaryPrimitives.WriteUInt16LittleEndian(destination[VersionOffset..], 1);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[68..], (uint)Log.Length);
        BinaryPrimitives.WriteInt64LittleEndian(destination[72..], Log.Offset);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[ChecksumOffset..], Crc32C.Compute(destination, ChecksumOffset));
    }

    private static bool IsSound(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith("head"u8) && BinaryPrimitives.ReadUInt32LittleEndian(bytes[ChecksumOffset..]) == Crc32C.Compute(bytes, ChecksumOffset);

    private static ulong Number(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]);

    private static VhdxHeader Parse(ReadOnlySpan<byte> bytes, ByteSource source, int at)
    {
        var version = BinaryPrimitives.ReadUInt16LittleEndian(bytes[VersionOffset..]);
        if (version != 1)
            throw VhdxDiagnostics.UnknownFeature.Unsupported(Location.AtOffset(source.Name, at + VersionOffset), $"the file has version {version}, but only version 1 is known; convert it with the software that wrote it");
        var header = new VhdxHeader(Number(bytes), new Guid(bytes.Slice(16, 16)), new Guid(bytes.Slice(32, 16)), new Guid(bytes.Slice(48, 16)), default);
        var logVersion = BinaryPrimitives.ReadUInt16LittleEndian(bytes[LogVersionOffset..]);
        if (header.LogGuid != Guid.Empty && logVersion != 0)
            throw VhdxDiagnostics.UnknownFeature.Unsupported(Location.AtOffset(source.Name, at + LogVersionOffset), $"the log has version {logVersion}, but only version 0 is known; attach the disk once in Hyper-V, which empties the log, and try again");

        var log = new ByteRange(BinaryPrimitives.ReadInt64LittleEndian(bytes[72..]), BinaryPrimitives.ReadUInt32LittleEndian(bytes[68..]));
        if (log.Length == 0)
            return header;
        if (log.Offset < MiB || log.Offset > MaxFileOffset || log.Offset % MiB != 0 || log.Length % MiB != 0)
            throw VhdxDiagnostics.BadHeader.Invalid(Location.AtOffset(source.Name, at), "the log does not lie at a whole MiB behind the first one");
        return header with { Log = log };
    }
}
