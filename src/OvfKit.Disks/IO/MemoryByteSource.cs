namespace OvfKit.IO;

internal sealed class MemoryByteSource(ReadOnlyMemory<byte> memory, string name) : ByteSource
{
    public override string Name => name;

    public override long Length => memory.Length;

    protected override int ReadCore(long offset, Span<byte> destination)
    {
        memory.Span.Slice((int)offset, destination.Length).CopyTo(destination);
        return destination.Length;
    }
}
