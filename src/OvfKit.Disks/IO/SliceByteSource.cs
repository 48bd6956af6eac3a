namespace OvfKit.IO;

internal sealed class SliceByteSource(ByteSource whole, long start, long length, string name) : ByteSource
{
    public override string Name => name;

    public override long Length => length;

    public override string? Stamp => whole.Stamp;

    public override ByteRange? NextData(long offset)
    {
        if (offset >= length || whole.NextData(start + offset) is not { } data || data.Offset - start >= length)
            return null;
        var from = data.Offset - start;
        return new ByteRange(from, Math.Min(data.Length, length - from));
    }

    protected override int ReadCore(long offset, Span<byte> destination) => whole.Read(start + offset, destination);
}
