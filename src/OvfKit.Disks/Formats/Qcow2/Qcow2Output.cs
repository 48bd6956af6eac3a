using System.Buffers.Binary;
using OvfKit.Diagnostics;
using OvfKit.IO;

namespace OvfKit.Disks.Formats.Qcow2;

/// <summary>Appends clusters to a new image and counts who refers to them. A block of counts is written as soon as the last of its
/// clusters was handed out, so that one block is all that is held in memory, and the file is written from front to back.</summary>
internal sealed class Qcow2Output
{
    private readonly string _name;
    private readonly Stream _stream;
    private readonly int _clusterSize;
    private readonly int _countsPerBlock;
    private readonly long _mostBlocks;
    private readonly PagedTableWriter _table;
    private readonly Queue<(long Index, byte[] Counts)> _full = [];
    private long _block;
    private byte[] _counts;
    private long _next;

    /// <summary>Begins a file with its tables of fixed place, which are counted but left as holes.</summary>
    public Qcow2Output(string name, Stream stream, int clusterSize, Qcow2Layout layout, int pageSize)
    {
        _name = name;
        _stream = stream;
        _clusterSize = clusterSize;
        _countsPerBlock = clusterSize / Qcow2Layout.RefcountSize;
        _mostBlocks = layout.RefcountTableClusters * clusterSize / sizeof(ulong);
        _table = new PagedTableWriter(stream, clusterSize, pageSize, isBigEndian: true);
        _counts = new byte[clusterSize];
        Take(layout.HeadClusters, 1);
    }

    /// <summary>The offset of the cluster that is handed out next: the file's length so far.</summary>
    public long Next => _next * _clusterSize;

    /// <summary>Writes whole clusters; the last one may be filled up with a hole.</summary>
    /// <returns>The offset of the first one.</returns>
    public async ValueTask<long> AppendAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        var offset = Take((data.Length + _clusterSize - 1) / _clusterSize, 1);
        await WriteAtAsync(offset, data, cancellationToken).ConfigureAwait(false);
        await WriteFullBlocksAsync(cancellationToken).ConfigureAwait(false);
        return offset;
    }

    /// <summary>Hands out a cluster that nobody refers to yet. <see cref="WriteFullBlocksAsync"/> must follow before long.</summary>
    public long TakeUncounted() => Take(1, 0);

    /// <summary>Whether the references to a cluster can still be counted.</summary>
    public bool CanCount(long offset) => offset / _clusterSize / _countsPerBlock == _block;

    public void AddReference(long offset)
    {
        var count = Count(offset / _clusterSize);
        BinaryPrimitives.WriteUInt16BigEndian(count, checked((ushort)(BinaryPrimitives.ReadUInt16BigEndian(count) + 1)));
    }

    public async ValueTask WriteAtAsync(long offset, ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        _stream.Position = offset;
        await _stream.WriteAsync(data, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask WriteFullBlocksAsync(CancellationToken cancellationToken)
    {
        while (_full.Count > 0)
            await WriteBlockAsync(Take(1, 1), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes all counts that are left, and the table of the blocks.</summary>
    public async ValueTask CompleteAsync(CancellationToken cancellationToken)
    {
        long last;
        do
        {
            // The cluster for a block may itself be the first one of another block, which then is the last.
            last = _block;
            var offset = Take(1, 1);
            if (_full.Count == 0)
                _full.Enqueue((_block, _counts));
            await WriteBlockAsync(offset, cancellationToken).ConfigureAwait(false);
        }
        while (last != _block);

        await _table.FlushAsync(cancellationToken).ConfigureAwait(false);
        _stream.SetLength(Next);
    }

    private long Take(long clusters, ushort references)
    {
        var first = _next;
        for (; _next < first + clusters; _next++)
        {
            if (_next / _countsPerBlock != _block)
            {
                _full.Enqueue((_block, _counts));
                _counts = new byte[_clusterSize];
                _block = _next / _countsPerBlock;
                if (_block >= _mostBlocks)
                    throw DiskDiagnostics.TooLarge.Unsupported(new Location(_name), $"the file passes {Next} bytes, the most whose clusters can be counted; choose larger clusters");
            }

            BinaryPrimitives.WriteUInt16BigEndian(Count(_next), references);
        }

        return first * _clusterSize;
    }

    private Span<byte> Count(long cluster) => _counts.AsSpan((int)(cluster % _countsPerBlock) * Qcow2Layout.RefcountSize);

    private async ValueTask WriteBlockAsync(long offset, CancellationToken cancellationToken)
    {
        var (index, counts) = _full.Dequeue();
        await WriteAtAsync(offset, counts, cancellationToken).ConfigureAwait(false);
        await _table.SetAsync(index, (ulong)offset, cancellationToken).ConfigureAwait(false);
    }
}
