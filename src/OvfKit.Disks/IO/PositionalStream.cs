namespace OvfKit.IO;

/// <summary>A stream over bytes that are reached by position: it adds the cursor, and nothing else.</summary>
/// <remarks>Seekable; not thread-safe. One that cannot be written says so in <see cref="Stream.CanWrite"/>.</remarks>
public abstract class PositionalStream : Stream
{
    private long _position;

    /// <inheritdoc/>
    public sealed override bool CanRead => true;

    /// <inheritdoc/>
    public sealed override bool CanSeek => true;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public sealed override long Position
    {
        get => _position;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _position = value;
        }
    }

    /// <inheritdoc/>
    public sealed override int Read(Span<byte> buffer)
    {
        var count = ReadAt(_position, buffer);
        _position += count;
        return count;
    }

    /// <inheritdoc/>
    public sealed override int Read(byte[] buffer, int offset, int count)
    {
        ValidateBufferArguments(buffer, offset, count);
        return Read(buffer.AsSpan(offset, count));
    }

    /// <inheritdoc/>
    public sealed override void Write(ReadOnlySpan<byte> buffer)
    {
        WriteAt(_position, buffer);
        _position += buffer.Length;
    }

    /// <inheritdoc/>
    public sealed override void Write(byte[] buffer, int offset, int count)
    {
        ValidateBufferArguments(buffer, offset, count);
        Write(buffer.AsSpan(offset, count));
    }

    /// <inheritdoc/>
    public sealed override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await WriteAtAsync(_position, buffer, cancellationToken).ConfigureAwait(false);
        _position += buffer.Length;
    }

    /// <inheritdoc/>
    public sealed override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        ValidateBufferArguments(buffer, offset, count);
        return WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    }

    /// <inheritdoc/>
    public sealed override long Seek(long offset, SeekOrigin origin)
    {
        var target = offset + origin switch
        {
            SeekOrigin.Begin => 0,
            SeekOrigin.Current => _position,
            _ => Length,
        };
        if (target < 0)
            throw new IOException("the position would lie before the beginning");
        return _position = target;
    }

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <summary>Reads bytes at a position.</summary>
    /// <param name="offset">The first byte to read, from 0; may lie behind the end.</param>
    /// <param name="destination">Where to put them.</param>
    /// <returns>The number of bytes read; 0 only at or behind the end, or for an empty destination.</returns>
    protected abstract int ReadAt(long offset, Span<byte> destination);

    /// <summary>Writes bytes at a position.</summary>
    /// <param name="offset">The first byte to write, from 0; may lie behind the end.</param>
    /// <param name="source">The bytes.</param>
    /// <exception cref="NotSupportedException">The stream cannot be written.</exception>
    protected virtual void WriteAt(long offset, ReadOnlySpan<byte> source) => throw new NotSupportedException();

    /// <summary>Writes bytes at a position without a thread waiting for it.</summary>
    /// <param name="offset">The first byte to write, from 0; may lie behind the end.</param>
    /// <param name="source">The bytes.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="NotSupportedException">The stream cannot be written.</exception>
    protected virtual ValueTask WriteAtAsync(long offset, ReadOnlyMemory<byte> source, CancellationToken cancellationToken) => throw new NotSupportedException();
}
