using Microsoft.Win32.SafeHandles;
using OvfKit.IO;

namespace OvfKit.Packaging;

/// <summary>The end of an archive that is being written, as a stream of its own: position 0 is where the member's content begins.</summary>
internal sealed class TarWindow(SafeFileHandle file, long start) : PositionalStream
{
    private long _length;

    public override bool CanWrite => true;

    public override long Length => _length;

    public override void SetLength(long value)
    {
        // The member is the last thing in the file so far, so cutting the file cuts nothing else.
        RandomAccess.SetLength(file, start + value);
        _length = value;
        Position = Math.Min(Position, value);
    }

    protected override int ReadAt(long offset, Span<byte> destination)
    {
        var count = (int)Math.Clamp(_length - offset, 0, destination.Length);
        if (count == 0)
            return 0;
        var read = RandomAccess.Read(file, destination[..count], start + offset);
        if (read > 0)
            return read;
        // The member ends in a hole that was never written, and the file is only made that long later.
        destination[..count].Clear();
        return count;
    }

    protected override void WriteAt(long offset, ReadOnlySpan<byte> source)
    {
        RandomAccess.Write(file, source, start + offset);
        _length = Math.Max(_length, offset + source.Length);
    }

    protected override async ValueTask WriteAtAsync(long offset, ReadOnlyMemory<byte> source, CancellationToken cancellationToken)
    {
        await RandomAccess.WriteAsync(file, source, start + offset, cancellationToken).ConfigureAwait(false);
        _length = Math.Max(_length, offset + source.Length);
    }
}
