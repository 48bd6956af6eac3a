using OvfKit.Diagnostics;
using OvfKit.IO;
using static System.Buffers.Binary.BinaryPrimitives;

namespace OvfKit.Disks.Formats.Qcow2;

/// <summary>Counts who uses each cluster of the file, and compares that with the image's reference counts.</summary>
/// <remarks>Reading never needs the counts. A writer goes by them: it puts new data into a cluster with a count of 0, whatever is there.</remarks>
internal sealed class Qcow2RefcountCheck
{
    // 1 TiB of clusters of the usual size; two counts for each take 64 MiB. Larger files are not counted.
    private const long MostClusters = 16 << 20;

    // All tables of the first level together; snapshots of the largest disk have one of 32 MiB each.
    private const long MostL1Bytes = 1L << 30;

    private const int Piece = 64 << 10;
    private const ulong OffsetMask = 0x00FFFFFFFFFFFE00;
    private const ulong Compressed = 1UL << 62;

    private readonly ByteSource _source;
    private readonly Qcow2Header _header;
    private readonly ushort[] _users;
    private readonly ushort[] _tableUsers;
    private readonly byte[] _buffer = new byte[Piece];

    private Qcow2RefcountCheck(ByteSource source, Qcow2Header header, long clusters)
    {
        _source = source;
        _header = header;
        _users = new ushort[clusters];
        _tableUsers = new ushort[clusters];
    }

    /// <summary>Compares the counts.</summary>
    /// <param name="source">The image.</param>
    /// <param name="header">Its header.</param>
    /// <param name="snapshots">All its snapshots.</param>
    /// <param name="knowsAll">Whether nothing but these uses clusters; without that, unused clusters are not told.</param>
    /// <param name="findings">Receives what is wrong.</param>
    /// <exception cref="OvfKitException">A table is cut off.</exception>
    public static void Run(ByteSource source, Qcow2Header header, IReadOnlyList<Qcow2Snapshot> snapshots, bool knowsAll, DiagnosticBag findings)
    {
        var l1Bytes = (header.L1Entries + snapshots.Sum(snapshot => (long)snapshot.L1Entries)) * sizeof(ulong);
        if (source.Length / header.ClusterSize >= MostClusters || l1Bytes > MostL1Bytes)
            return;
        var check = new Qcow2RefcountCheck(source, header, Rounding.Up(source.Length, header.ClusterSize) / header.ClusterSize);
        check.Use(0, header.ClusterSize);
        check.Use(header.RefcountTableOffset, header.RefcountTableClusters * header.ClusterSize);
        check.UseL1(header.L1Offset, header.L1Entries);
        foreach (var snapshot in snapshots)
            check.UseL1(snapshot.L1Offset, snapshot.L1Entries);
        if (snapshots.Count > 0)
            check.Use(header.SnapshotsOffset, snapshots[^1].EndOffset - header.SnapshotsOffset);
        check.UseL2();
        var blocks = check.UseRefcountBlocks();
        check.Compare(blocks, knowsAll, findings);
    }

    private void Use(long offset, long length, int times = 1)
    {
        if (offset < 0 || length <= 0 || offset >= _source.Length)
            return;
        var last = Math.Min(_users.Length - 1, (offset + Math.Min(length, _source.Length) - 1) / _header.ClusterSize);
        for (var cluster = offset / _header.ClusterSize; cluster <= last; cluster++)
            Add(_users, cluster, times);
    }

    private static void Add(ushort[] counts, long cluster, int times) => counts[cluster] = (ushort)Math.Min(ushort.MaxValue, counts[cluster] + times);

    // Snapshots share tables, so those are only marked here and read once, whoever and how many use them.
    private void UseL1(long offset, int entries)
    {
        var length = entries * (long)sizeof(ulong);
        if (offset < 0 || offset > _source.Length - length)
            return;
        Use(offset, length);
        foreach (var (_, entry) in Words(offset, length))
        {
            if (ClusterOf((long)(entry & OffsetMask)) is { } cluster)
                Add(_tableUsers, cluster, 1);
        }
    }

    private void UseL2()
    {
        for (long cluster = 0; cluster < _tableUsers.Length; cluster++)
        {
            var times = _tableUsers[cluster];
            if (times == 0)
                continue;
            Add(_users, cluster, times);
            // The last cluster of the file may be cut.
            foreach (var (at, entry) in Words(cluster * _header.ClusterSize, Math.Min(_header.ClusterSize, (_source.Length - (cluster * _header.ClusterSize)) / sizeof(ulong) * sizeof(ulong))))
            {
                // The second half of a long entry is its bitmap.
                if (at % _header.L2EntrySize == 0)
                    UseEntry(entry, times);
            }
        }
    }

    private void UseEntry(ulong entry, int times)
    {
        if (_header.HasDataFile)
            return;
        if ((entry & Compressed) == 0)
        {
            if (ClusterOf((long)(entry & OffsetMask)) is { } cluster)
                Add(_users, cluster, times);
            return;
        }

        var (offset, length) = Qcow2Tables.CompressedPlace(entry, _header);
        Use(offset, length, times);
    }

    private List<(long Index, long Offset)> UseRefcountBlocks()
    {
        var blocks = new List<(long, long)>();
        foreach (var (at, offset) in Words(_header.RefcountTableOffset, _header.RefcountTableClusters * _header.ClusterSize))
        {
            if (ClusterOf((long)(offset & OffsetMask)) is not { } cluster)
                continue;
            Add(_users, cluster, 1);
            blocks.Add((at / sizeof(ulong), cluster * _header.ClusterSize));
        }

        return blocks;
    }

    private void Compare(List<(long Index, long Offset)> blocks, bool knowsAll, DiagnosticBag findings)
    {
        var perBlock = (_header.ClusterSize * 8L) >> _header.RefcountOrder;
        var places = blocks.ToDictionary(block => block.Index, block => block.Offset);
        var (low, high) = (new Tally(), new Tally());
        var block = new byte[_header.ClusterSize];
        for (long first = 0; first < _users.Length; first += perBlock)
        {
            if (places.TryGetValue(first / perBlock, out var offset))
                _source.ReadExactly(offset, block);
            else
                block.AsSpan().Clear();
            for (var i = 0; i < perBlock && first + i < _users.Length; i++)
            {
                var users = _users[first + i];
                if (users == ushort.MaxValue)
                    continue;
                var count = Count(block, i);
                if (count < users)
                    low.Add((first + i) * _header.ClusterSize);
                else if (count > users)
                    high.Add((first + i) * _header.ClusterSize);
            }
        }

        if (low.Clusters > 0)
        {
            findings.Add(Qcow2Diagnostics.CountTooLow.At(
                Location.AtOffset(_source.Name, low.First), $"{low.Clusters} clusters are used more often than they are counted; the disk reads right, but who writes to it overwrites them: convert it into a new image"));
        }

        if (high.Clusters > 0 && knowsAll)
        {
            findings.Add(Qcow2Diagnostics.UnusedClusters.At(
                Location.AtOffset(_source.Name, high.First), $"{high.Clusters} clusters of {_header.ClusterSize} bytes are counted more often than they are used; a compacted copy does without"));
        }
    }

    private ulong Count(ReadOnlySpan<byte> block, int index) => _header.RefcountOrder switch
    {
        < 3 => (ulong)((block[index >> (3 - _header.RefcountOrder)] >> ((index << _header.RefcountOrder) & 7)) & ((1 << (1 << _header.RefcountOrder)) - 1)),
        3 => block[index],
        4 => ReadUInt16BigEndian(block[(index * 2)..]),
        5 => ReadUInt32BigEndian(block[(index * 4)..]),
        _ => ReadUInt64BigEndian(block[(index * 8)..]),
    };

    // What points nowhere is told by those who read it.
    private long? ClusterOf(long offset) => offset > 0 && offset < _source.Length && offset % _header.ClusterSize == 0 ? offset / _header.ClusterSize : null;

    private IEnumerable<(long At, ulong Word)> Words(long offset, long length)
    {
        for (var at = 0L; at < length; at += Piece)
        {
            var part = (int)Math.Min(Piece, length - at);
            _source.ReadExactly(offset + at, _buffer.AsSpan(0, part));
            for (var i = 0; i < part; i += sizeof(ulong))
                yield return (at + i, ReadUInt64BigEndian(_buffer.AsSpan(i)));
        }
    }

    private sealed class Tally
    {
        public long Clusters { get; private set; }

        public long First { get; private set; }

        public void Add(long offset)
        {
            if (Clusters++ == 0)
                First = offset;
        }
    }
}
