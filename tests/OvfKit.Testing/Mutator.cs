using System.Buffers.Binary;

namespace OvfKit.Testing;

/// <summary>Damages bytes in the ways files are damaged and attacked: flips, cuts, extreme numbers, swapped and repeated pieces. The same seed does the same damage.</summary>
public sealed class Mutator(int seed)
{
    private static readonly ulong[] Extremes =
        [0, 1, 2, 3, 7, 0x7F, 0xFF, 0x1FF, 0x200, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFE, 0xFFFFFFFF, 0x100000000, 0x7FFFFFFFFFFFFFFF, 0x8000000000000000, 0xFFFFFFFFFFFFFFFF];

    private readonly Random _random = new(seed);

    /// <summary>A damaged copy. Half of the damage goes to the places that matter most.</summary>
    /// <param name="original">The sound bytes; at least 16.</param>
    /// <param name="hotspots">Where headers and tables are: offset and length of each.</param>
    public byte[] Mutate(ReadOnlySpan<byte> original, params (int Offset, int Length)[] hotspots)
    {
        var bytes = original.ToArray();
        for (var rounds = 1 + _random.Next(4); rounds > 0; rounds--)
        {
            var at = Place(bytes.Length, hotspots);
            switch (_random.Next(10))
            {
                case 0:
                    return bytes[.._random.Next(bytes.Length)];
                case 1:
                    Array.Resize(ref bytes, bytes.Length + _random.Next(1, 70_000));
                    break;
                case 2 or 3:
                    bytes[at] ^= (byte)(1 << _random.Next(8));
                    break;
                case 4:
                    bytes[at] = (byte)_random.Next(256);
                    break;
                case 5 or 6:
                    WriteNumber(bytes, at, Extremes[_random.Next(Extremes.Length)]);
                    break;
                case 7:
                    WriteNumber(bytes, at, (ulong)_random.NextInt64(Math.Max(1, bytes.Length * 2L) / (_random.Next(2) == 0 ? 1 : 512)));
                    break;
                case 8:
                    _random.NextBytes(bytes.AsSpan(at, Math.Min(bytes.Length - at, 1 + _random.Next(64))));
                    break;
                default:
                    var length = Math.Min(bytes.Length - at, 1 + _random.Next(1024));
                    var from = _random.Next(bytes.Length - length + 1);
                    bytes.AsSpan(from, length).ToArray().CopyTo(bytes.AsSpan(at));
                    break;
            }
        }

        return bytes;
    }

    private int Place(int length, (int Offset, int Length)[] hotspots)
    {
        if (hotspots.Length > 0 && _random.Next(4) != 0)
        {
            var (offset, size) = hotspots[_random.Next(hotspots.Length)];
            if (offset < length)
                return offset + _random.Next(Math.Min(size, length - offset));
        }

        return _random.Next(length);
    }

    private void WriteNumber(byte[] bytes, int at, ulong value)
    {
        Span<byte> number = stackalloc byte[8];
        if (_random.Next(4) == 0)
            BinaryPrimitives.WriteUInt64BigEndian(number, value);
        else
            BinaryPrimitives.WriteUInt64LittleEndian(number, value);
        var size = Math.Min(bytes.Length - at, 1 << _random.Next(4));
        number[..size].CopyTo(bytes.AsSpan(at));
    }
}
