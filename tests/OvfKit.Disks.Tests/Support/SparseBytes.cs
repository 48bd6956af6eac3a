using OvfKit.IO;

namespace OvfKit.Disks.Tests.Support;

/// <summary>Bytes that are mostly zero: only pages that were written to cost memory. Knows its holes, and counts what is read.</summary>
public sealed class SparseBytes
{
    private const int PageSize = 4096;
    private readonly SortedDictionary<long, byte[]> _pages = [];
    private long _bytesRead;

    public long Length { get; private set; }

    /// <summary>The further files of a disk whose main file this is, by name.</summary>
    public Dictionary<string, SparseBytes> Siblings { get; } = [];

    /// <summary>Bytes read through sources so far.</summary>
    public long BytesRead => Volatile.Read(ref _bytesRead);

    public static SparseBytes Of(ReadOnlySpan<byte> bytes)
    {
        var sparse = new SparseBytes();
        sparse.Write(0, bytes);
        return sparse;
    }

    public void SetLength(long length)
    {
        foreach (var page in _pages.Keys.Where(page => page * PageSize >= length).ToList())
            _pages.Remove(page);
        if (length < Length && _pages.TryGetValue(length / PageSize, out var last))
            last.AsSpan((int)(length % PageSize)).Clear();
        Length = length;
    }

    public void Write(long offset, ReadOnlySpan<byte> bytes)
    {
        Length = Math.Max(Length, offset + bytes.Length);
        while (!bytes.IsEmpty)
        {
            var within = (int)(offset % PageSize);
            var part = bytes[..Math.Min(bytes.Length, PageSize - within)];
            if (!_pages.TryGetValue(offset / PageSize, out var page))
                _pages.Add(offset / PageSize, page = new byte[PageSize]);
            part.CopyTo(page.AsSpan(within));
            offset += part.Length;
            bytes = bytes[part.Length..];
        }
    }

    public void Read(long offset, Span<byte> destination)
    {
        while (!destination.IsEmpty)
        {
            var within = (int)(offset % PageSize);
            var part = destination[..Math.Min(destination.Length, PageSize - within)];
            if (_pages.TryGetValue(offset / PageSize, out var page))
                page.AsSpan(within, part.Length).CopyTo(part);
            else
                part.Clear();
            offset += part.Length;
            destination = destination[part.Length..];
        }
    }

    public byte[] Bytes(long offset, int length)
    {
        var bytes = new byte[length];
        Read(offset, bytes);
        return bytes;
    }

    public byte[] ToArray() => Bytes(0, checked((int)Length));

    /// <summary>The pages that were written to, ascending.</summary>
    public IEnumerable<ByteRange> Data() => _pages.Keys.Select(page => new ByteRange(page * PageSize, Math.Min(PageSize, Length - (page * PageSize))));

    public SparseBytes Clone(long? length = null)
    {
        var clone = new SparseBytes();
        foreach (var (page, bytes) in _pages)
            clone._pages.Add(page, [.. bytes]);
        foreach (var (name, sibling) in Siblings)
            clone.Siblings.Add(name, sibling);
        clone.Length = Length;
        clone.SetLength(length ?? Length);
        return clone;
    }

    public bool SameAs(SparseBytes other)
    {
        return Length == other.Length && Covers(this, other) && Covers(other, this)
            && Siblings.Count == other.Siblings.Count && Siblings.All(sibling => other.Siblings.TryGetValue(sibling.Key, out var same) && sibling.Value.SameAs(same));

        static bool Covers(SparseBytes a, SparseBytes b) => a._pages.All(page =>
            b._pages.TryGetValue(page.Key, out var same) ? page.Value.AsSpan().SequenceEqual(same) : !page.Value.AsSpan().ContainsAnyExcept((byte)0));
    }

    /// <summary>The gate to the siblings and to nothing else.</summary>
    public ByteSource? Resolve(in DiskReference reference) =>
        reference.Name is { } name && Siblings.TryGetValue(name, out var sibling) ? sibling.AsSource(name) : null;

    /// <summary>A source over these bytes; <paramref name="knowsHoles"/> false for one that answers a single range.</summary>
    public ByteSource AsSource(string name, bool knowsHoles = true) => new Source(this, name, knowsHoles);

    public Stream AsStream(bool canSeek = true) => new View(this, canSeek);

    private sealed class Source(SparseBytes bytes, string name, bool knowsHoles) : ByteSource
    {
        private readonly long[] _pages = [.. bytes._pages.Keys];

        public override string Name => name;

        public override long Length { get; } = bytes.Length;

        public override ByteRange? NextData(long offset)
        {
            if (!knowsHoles || offset >= Length)
                return base.NextData(offset);
            var at = Array.BinarySearch(_pages, offset / PageSize);
            at = at < 0 ? ~at : at;
            if (at == _pages.Length)
                return null;
            var end = at + 1;
            while (end < _pages.Length && _pages[end] == _pages[end - 1] + 1)
                end++;
            var start = Math.Max(offset, _pages[at] * PageSize);
            return new ByteRange(start, Math.Min(Length, (_pages[end - 1] + 1) * PageSize) - start);
        }

        protected override int ReadCore(long offset, Span<byte> destination)
        {
            bytes.Read(offset, destination);
            Interlocked.Add(ref bytes._bytesRead, destination.Length);
            return destination.Length;
        }
    }

    private sealed class View(SparseBytes bytes, bool canSeek) : Stream
    {
        private long _position;

        public override bool CanRead => canSeek;

        public override bool CanSeek => canSeek;

        public override bool CanWrite => true;

        public override long Length => canSeek ? bytes.Length : throw new NotSupportedException();

        public override long Position
        {
            get => canSeek ? _position : throw new NotSupportedException();
            set => _position = canSeek ? value : throw new NotSupportedException();
        }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            count = (int)Math.Clamp(bytes.Length - _position, 0, count);
            bytes.Read(_position, buffer.AsSpan(offset, count));
            _position += count;
            return count;
        }

        public override long Seek(long offset, SeekOrigin origin) => canSeek
            ? _position = offset + (origin == SeekOrigin.Begin ? 0 : origin == SeekOrigin.Current ? _position : bytes.Length)
            : throw new NotSupportedException();

        public override void SetLength(long value)
        {
            if (!canSeek)
                throw new NotSupportedException();
            bytes.SetLength(value);
        }

        public override void Write(byte[] buffer, int offset, int count)
        {
            bytes.Write(_position, buffer.AsSpan(offset, count));
            _position += count;
        }
    }
}
