using Microsoft.Win32.SafeHandles;

namespace OvfKit.Packaging;

/// <summary>The end of an archive that is being written, as a stream of its own: position 0 is where the member's content begins.</summary>
internal sealed class TarWindow(SafeFileHandle file, long start) : Stream
{
    private long _length;
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => true;

    public override long Length => _length;

    public override long Position
    {
        get => _position;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _position = value;
        }
    }

    public override int Read(Span<byte> buffer)
    {
        var count = (int)Math.Clamp(_length - _position, 0, buffer.Length);
        var read = count == 0 ? 0 : RandomAccess.Read(file, buffer[..count], start + _position);
        if (count > 0 && read == 0)
        {
            // The member ends in a hole that was never written, and the file is only made that long later.
            buffer[..count].Clear();
            read = count;
        }

        _position += read;
        return read;
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        RandomAccess.Write(file, buffer, start + _position);
        Advance(buffer.Length);
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await RandomAccess.WriteAsync(file, buffer, start + _position, cancellationToken).ConfigureAwait(false);
        Advance(buffer.Length);
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override long Seek(long offset, SeekOrigin origin) => Position = offset + origin switch
    {
        SeekOrigin.Begin => 0,
        SeekOrigin.Current => _position,
        _ => _length,
    };

    public override void SetLength(long value)
    {
        // The member is the last thing in the file so far, so cutting the file cuts nothing else.
        RandomAccess.SetLength(file, start + value);
        _length = value;
        _position = Math.Min(_position, value);
    }

    public override void Flush()
    {
    }

    private void Advance(int count)
    {
        _position += count;
        _length = Math.Max(_length, _position);
    }
}
