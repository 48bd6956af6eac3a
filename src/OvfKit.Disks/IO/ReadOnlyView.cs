namespace OvfKit.IO;

/// <summary>The public stream view over something that is only read.</summary>
internal sealed class ReadOnlyView(long length, ReadOnlyView.Reader read) : PositionalStream
{
    public delegate int Reader(long offset, Span<byte> destination);

    public override long Length => length;

    protected override int ReadAt(long offset, Span<byte> destination) => read(offset, destination);
}
