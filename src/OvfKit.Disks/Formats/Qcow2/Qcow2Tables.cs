using System.Buffers.Binary;
using OvfKit.Diagnostics;
using OvfKit.IO;

namespace OvfKit.Disks.Formats.Qcow2;

/// <summary>What a cluster or subcluster is.</summary>
internal enum Qcow2Kind : byte
{
    Absent,
    Zero,
    Stored,
    Compressed,
}

/// <summary>Where guest bytes are kept.</summary>
/// <param name="Kind">What they are.</param>
/// <param name="Offset">Stored: the offset of the first of them in the data file. Compressed: of the compressed cluster.</param>
/// <param name="Length">Guest bytes from the asked one on for which this holds.</param>
/// <param name="StoredLength">Compressed: the most bytes the compressed cluster has.</param>
internal readonly record struct Qcow2Place(Qcow2Kind Kind, long Offset, long Length, int StoredLength = 0);

/// <summary>The two levels of tables that map guest clusters, read page by page.</summary>
internal sealed class Qcow2Tables
{
    private const int LargestPage = 64 << 10;
    private const int CachedL2Pages = 128;
    private const int SubclustersPerCluster = 32;
    private const ulong OffsetMask = 0x00FFFFFFFFFFFE00;
    private const ulong Copied = 1UL << 63;
    private const ulong Compressed = 1UL << 62;

    private readonly ByteSource _source;
    private readonly ByteSource _data;
    private readonly Qcow2Header _header;
    private readonly ByteRange _l1;
    private readonly ByteRange[] _structures;
    private readonly PagedTable<ulong> _l1Entries;
    private readonly PageCache _l2Pages;
    private readonly int _pageSize;
    private readonly int _unitSize;
    private readonly int _unitsPerEntry;

    /// <summary>Takes the tables of the current state or of a snapshot.</summary>
    /// <param name="source">The image.</param>
    /// <param name="data">Where plain clusters are: the image itself or its data file.</param>
    /// <param name="header">The image's header.</param>
    /// <param name="l1">The table of the first level.</param>
    /// <param name="l1Field">The offset of the field that says where it is.</param>
    /// <param name="diskSize">Guest bytes the tables must cover.</param>
    public Qcow2Tables(ByteSource source, ByteSource data, Qcow2Header header, ByteRange l1, long l1Field, long diskSize)
    {
        _source = source;
        _data = data;
        _header = header;
        _l1 = l1;
        _pageSize = Math.Min(header.ClusterSize, LargestPage);
        _l1Entries = new PagedTable<ulong>(source, l1.Offset, l1.Length / sizeof(ulong), isBigEndian: true);
        _l2Pages = new PageCache(source, CachedL2Pages);
        _unitsPerEntry = header.HasSubclusters ? SubclustersPerCluster : 1;
        _unitSize = header.ClusterSize / _unitsPerEntry;
        _structures = CheckStructures(l1Field, diskSize);
    }

    /// <summary>Finds guest bytes and their neighbours of the same kind.</summary>
    /// <param name="offset">A guest byte within the disk.</param>
    public Qcow2Place Find(long offset)
    {
        var index = offset / _header.L1Coverage;
        var l2Offset = L2Offset(index);
        if (l2Offset == 0)
            return new Qcow2Place(Qcow2Kind.Absent, 0, AbsentTables(index) - offset);

        // Looking on stops at the page's end, so that one question never reads more than one page of each level.
        var entry = (int)(offset % _header.L1Coverage / _header.ClusterSize);
        var (page, pageOffset, slot) = L2Page(l2Offset, entry);
        var unit = (int)(offset % _header.ClusterSize / _unitSize);
        var within = offset % _unitSize;
        var guest = offset - within;
        var first = Unit(page, pageOffset, slot, unit, guest);
        if (first.Kind == Qcow2Kind.Compressed)
            return first with { Length = _header.ClusterSize - (offset % _header.ClusterSize) };

        long length = _unitSize;
        for (var entries = page.Length / _header.L2EntrySize; ; length += _unitSize)
        {
            if (++unit == _unitsPerEntry)
                (unit, slot) = (0, slot + 1);
            if (slot == entries)
                break;
            var next = Unit(page, pageOffset, slot, unit, guest + length);
            if (next.Kind != first.Kind || (first.Kind == Qcow2Kind.Stored && next.Offset != first.Offset + length))
                break;
        }

        return first with { Offset = first.Offset + within, Length = length - within };
    }

    /// <summary>The place of a compressed cluster: its first byte, and the bytes up to the end of its last sector.</summary>
    public static (long Offset, int Length) CompressedPlace(ulong entry, Qcow2Header header)
    {
        var lengthShift = 62 - (header.ClusterBits - 8);
        var offset = (long)(entry & ((1UL << lengthShift) - 1));
        var sectors = (int)((entry & (Compressed - 1)) >> lengthShift) + 1;
        return (offset, (sectors * 512) - (int)(offset % 512));
    }

    // The first level behind an absent table: guest bytes until the next table that is there, within one page.
    private long AbsentTables(long index)
    {
        var entries = _l1Entries.RestOfPage(index);
        var next = 1;
        while (next < entries.Length && (entries[next] & OffsetMask) == 0)
            next++;
        return (index + next) * _header.L1Coverage;
    }

    private long L2Offset(long index)
    {
        var offset = (long)(_l1Entries[index] & OffsetMask);
        if (offset != 0)
            CheckCluster(_l1Entries.OffsetOf(index), offset, _source, "the second-level table");
        return offset;
    }

    private (byte[] Page, long Offset, int Slot) L2Page(long l2Offset, int entry)
    {
        var within = entry * _header.L2EntrySize;
        var pageOffset = l2Offset + (within / _pageSize * _pageSize);
        return (_l2Pages.Get(pageOffset / _pageSize, pageOffset, _pageSize), pageOffset, within % _pageSize / _header.L2EntrySize);
    }

    private Qcow2Place Unit(byte[] page, long pageOffset, int slot, int unit, long guest)
    {
        var at = slot * _header.L2EntrySize;
        var entry = BinaryPrimitives.ReadUInt64BigEndian(page.AsSpan(at));
        if (entry == 0 && !_header.HasSubclusters)
            return default;
        if ((entry & Compressed) != 0)
            return CompressedCluster(pageOffset + at, entry);

        var offset = (long)(entry & OffsetMask);
        // In a data file a cluster may well begin at byte 0; the copied bit tells it from one that is absent.
        var present = offset != 0 || (_header.HasDataFile && (entry & Copied) != 0);
        var kind = _header.HasSubclusters
            ? Subcluster(pageOffset + at, BinaryPrimitives.ReadUInt64BigEndian(page.AsSpan(at + 8)), unit, present)
            : WholeCluster(pageOffset + at, entry, present);
        if (kind != Qcow2Kind.Stored)
            return new Qcow2Place(kind, 0, 0);
        CheckCluster(pageOffset + at, offset, _data, "the cluster");
        var place = offset + ((long)unit * _unitSize);
        if (_header.IsDataFileRaw && place != guest)
            throw Bad(pageOffset + at, $"the data file should be the raw disk, but guest byte {guest} would stand at its byte {place}");
        return new Qcow2Place(kind, place, 0);
    }

    private Qcow2Kind WholeCluster(long at, ulong entry, bool present)
    {
        if ((entry & 1) == 0)
            return present ? Qcow2Kind.Stored : Qcow2Kind.Absent;
        return _header.Version > 2 ? Qcow2Kind.Zero : throw Bad(at, "the entry says that the cluster is zero in a way that version 2 does not know");
    }

    private Qcow2Kind Subcluster(long at, ulong bitmap, int unit, bool present)
    {
        var (allocated, zero) = ((bitmap >> unit & 1) != 0, (bitmap >> (32 + unit) & 1) != 0);
        if (allocated && (zero || !present))
            throw Bad(at, $"subcluster {unit} is said to be stored{(zero ? " and zero" : "")}, but has {(zero ? "to be one of them" : "no place")}");
        return zero ? Qcow2Kind.Zero : allocated ? Qcow2Kind.Stored : Qcow2Kind.Absent;
    }

    private Qcow2Place CompressedCluster(long at, ulong entry)
    {
        if (_header.HasDataFile)
            throw Bad(at, "the cluster is compressed, which is not possible with an external data file");
        var (offset, length) = CompressedPlace(entry, _header);
        if (offset < _header.ClusterSize || offset >= _source.Length)
            throw Bad(at, $"the compressed cluster would begin at byte {offset}, but the file has {_source.Length} bytes; it is cut off or damaged");
        foreach (var structure in _structures)
        {
            if (offset < structure.End && structure.Offset <= offset)
                throw Shared(at, "the compressed cluster", offset);
        }

        // The length counts sectors, of which the last one need not be there as a whole.
        return new Qcow2Place(Qcow2Kind.Compressed, offset, 0, (int)Math.Min(length, _source.Length - offset));
    }

    private void CheckCluster(long at, long offset, ByteSource file, string what)
    {
        if (offset % _header.ClusterSize != 0)
            throw Bad(at, $"{what} would begin at byte {offset}, which is no whole number of clusters of {_header.ClusterSize} bytes");
        if (offset >= file.Length)
            throw Bad(at, $"{what} would begin at byte {offset}, but {file.Name} has {file.Length} bytes; it is cut off or damaged");
        if (file != _source)
            return;
        foreach (var structure in _structures)
        {
            if (offset < structure.End && structure.Offset < offset + _header.ClusterSize)
                throw Shared(at, what, offset);
        }
    }

    private ByteRange[] CheckStructures(long l1Field, long diskSize)
    {
        var cluster = _header.ClusterSize;
        var refcounts = new ByteRange(_header.RefcountTableOffset, _header.RefcountTableClusters * cluster);
        if (refcounts.Length is <= 0 or > Qcow2Header.LargestRefcountTable)
            throw Qcow2Diagnostics.BadHeader.Invalid(Location.AtOffset(_source.Name, 56), $"the table of reference counts would have {_header.RefcountTableClusters} clusters; 1 to {Qcow2Header.LargestRefcountTable / cluster} are possible");
        if (_l1.Length > Qcow2Header.LargestL1)
            throw Qcow2Diagnostics.BadHeader.Invalid(Location.AtOffset(_source.Name, l1Field), $"the first-level table would have {_l1.Length / sizeof(ulong)} entries; {Qcow2Header.LargestL1 / sizeof(ulong)} are the most");
        if ((diskSize / _header.L1Coverage) + (diskSize % _header.L1Coverage == 0 ? 0 : 1) > _l1.Length / sizeof(ulong))
            throw Bad(l1Field, $"the first-level table has {_l1.Length / sizeof(ulong)} entries for {_header.L1Coverage} bytes each, too few for a disk of {diskSize} bytes");
        CheckTable(48, refcounts, "the table of reference counts");
        if (_l1.Length == 0)
            return [new(0, cluster), refcounts];
        CheckTable(l1Field, _l1, "the first-level table");
        if (_l1.Offset < refcounts.End && refcounts.Offset < _l1.End)
            throw Shared(l1Field, "the first-level table", _l1.Offset);
        return [new(0, cluster), refcounts, _l1 with { Length = Rounding.Up(_l1.Length, cluster) }];
    }

    private void CheckTable(long at, ByteRange table, string what)
    {
        if (table.Offset < 0 || table.Offset % _header.ClusterSize != 0)
            throw Bad(at, $"{what} would begin at byte {(ulong)table.Offset}, which is no whole number of clusters of {_header.ClusterSize} bytes");
        if (table.Offset == 0)
            throw Shared(at, what, 0);
        if (table.Offset > _source.Length - table.Length)
            throw _source.CutOff(table.Offset, table.Length);
    }

    private InvalidContentException Bad(long at, string message) => Qcow2Diagnostics.BadTable.Invalid(Location.AtOffset(_source.Name, at), message);

    private InvalidContentException Shared(long at, string what, long offset) => Qcow2Diagnostics.Overlap.Invalid(
        Location.AtOffset(_source.Name, at), $"{what} would begin at byte {offset}, over the header or a table of the image; the file is damaged, restore it from a copy");
}
