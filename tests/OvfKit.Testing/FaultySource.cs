using OvfKit.IO;

namespace OvfKit.Testing;

/// <summary>A source on which something happens before a read that a test counts to. The inner one is disposed with it.</summary>
/// <param name="inner">What is read.</param>
/// <param name="before">Told the number of each read, from 0, before it is made, from any thread; answers whether there is anything to read, and may throw.</param>
public sealed class FaultySource(ByteSource inner, Func<int, bool> before) : ByteSource
{
    private int _reads = -1;

    /// <inheritdoc/>
    public override string Name => inner.Name;

    /// <inheritdoc/>
    public override long Length => inner.Length;

    /// <inheritdoc/>
    public override string? Stamp => inner.Stamp;

    /// <inheritdoc/>
    public override ByteRange? NextData(long offset) => inner.NextData(offset);

    /// <inheritdoc/>
    protected override int ReadCore(long offset, Span<byte> destination) => before(Interlocked.Increment(ref _reads)) ? inner.Read(offset, destination) : 0;

    /// <inheritdoc/>
    protected override void Close() => inner.Dispose();
}
