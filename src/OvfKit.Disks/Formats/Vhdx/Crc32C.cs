using System.Buffers.Binary;
using System.Numerics;

namespace OvfKit.Disks.Formats.Vhdx;

/// <summary>CRC-32C (Castagnoli), reflected, initial value and final xor all ones, as [MS-VHDX] §2.2.2 uses it.</summary>
internal static class Crc32C
{
    /// <summary>The checksum of a structure whose own checksum field counts as zero.</summary>
    /// <param name="structure">The whole structure.</param>
    /// <param name="fieldOffset">Where its four-byte checksum field is.</param>
    public static uint Compute(ReadOnlySpan<byte> structure, int fieldOffset)
    {
        var crc = Append(uint.MaxValue, structure[..fieldOffset]);
        crc = BitOperations.Crc32C(crc, 0u);
        return ~Append(crc, structure[(fieldOffset + 4)..]);
    }

    private static uint Append(uint crc, ReadOnlySpan<byte> bytes)
    {
        for (; bytes.Length >= 8; bytes = bytes[8..])
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        foreach (var value in bytes)
            crc = BitOperations.Crc32C(crc, value);
        return crc;
    }
}
