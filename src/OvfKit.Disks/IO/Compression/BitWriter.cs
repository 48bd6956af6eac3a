using System.Buffers.Binary;

namespace OvfKit.IO.Compression;

/// <summary>Writes bits into bytes, lowest bit first. What does not fit is dropped and remembered.</summary>
internal ref struct BitWriter(Span<byte> destination)
{
    private readonly Span<byte> _destination = destination;
    private ulong _bits;
    private int _count;
    private int _at;

    /// <summary>Whether something did not fit.</summary>
    public bool Overflowed { get; private set; }

    /// <summary>Writes up to 32 bits; those above <paramref name="count"/> must be zero.</summary>
    public void Write(uint value, int count)
    {
        _bits |= (ulong)value << _count;
        _count += count;
        if (_count < 32)
            return;
        if (_at > _destination.Length - sizeof(uint))
        {
            Overflowed = true;
            _at = _destination.Length;
        }
        else
        {
            BinaryPrimitives.WriteUInt32LittleEndian(_destination[_at..], (uint)_bits);
            _at += sizeof(uint);
        }

        _bits >>= 32;
        _count -= 32;
    }

    /// <summary>Fills up the last byte and writes whole bytes.</summary>
    public void WriteBytes(scoped ReadOnlySpan<byte> bytes)
    {
        Align();
        if (bytes.Length > _destination.Length - _at)
        {
            Overflowed = true;
            return;
        }

        bytes.CopyTo(_destination[_at..]);
        _at += bytes.Length;
    }

    /// <summary>Fills up the last byte.</summary>
    /// <returns>The number of bytes written, or 0 when they did not fit.</returns>
    public int Complete()
    {
        Align();
        return Overflowed ? 0 : _at;
    }

    private void Align()
    {
        for (; _count > 0; _count -= 8, _bits >>= 8)
        {
            if (_at == _destination.Length)
            {
                Overflowed = true;
                break;
            }

            _destination[_at++] = (byte)_bits;
        }

        (_bits, _count) = (0, 0);
    }
}
