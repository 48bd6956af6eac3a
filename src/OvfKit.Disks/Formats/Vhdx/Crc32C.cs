using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace OvfKit.Disks.Formats.Vhdx;

/// <summary>CRC-32C (Castagnoli), reflected, initial value and final xor all ones, as [MS-VHDX] §2.2.2 uses it.</summary>
internal static class Crc32C
{
    public const uint Start = uint.MaxValue;

    /// <summary>The checksum of a structure whose own checksum field counts as zero.</summary>
    /// <param name="structure">The whole structure.</param>
    /// <param name="fieldOffset">Where its four-byte checksum field is.</param>
    public static uint Compute(ReadOnlySpan<byte> structure, int fieldOffset)
    {
        var crc = Append(Start, structure[..fieldOffset]);
        crc = BitOperations.Crc32C(crc, 0u);
        return ~Append(crc, structure[(fieldOffset + 4)..]);
    }

    /// <summary>Continues a running checksum, which begins with <see cref="Start"/> and ends by being inverted.</summary>
    public static uint Append(uint crc, ReadOnlySpan<byte> bytes)
    {
        foreach (var word in MemoryMarshal.Cast<byte, ulong>(bytes))
            crc = BitOperations.Crc32C(crc, BitConverter.IsLittleEndian ? word : BinaryPrimitives.ReverseEndianness(word));
        foreach (var value in bytes[(bytes.Length / sizeof(ulong) * sizeof(ulong))..])
            crc = BitOperations.Crc32C(crc, value);
        return crc;
    }
}
