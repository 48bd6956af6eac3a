using System.Buffers.Binary;
using System.Globalization;
using OvfKit.Diagnostics;
using OvfKit.IO;
using static OvfKit.Disks.Formats.Vmdk.VmdkSeSparseHeader;

namespace OvfKit.Disks.Formats.Vmdk;

/// <summary>The space-efficient delta disks of ESXi 6.5 and later: 4 KiB grains, tables of 64-bit entries.</summary>
internal sealed class VmdkSeSparseExtent : VmdkExtent
{
    private const int TableBytes = TableSectors * VmdkHeader.SectorSize;
    private const ulong NoTable = 0, TableMark = 0x10000000;
    private const ulong Unmapped = 1, Zero = 2, Allocated = 3;
    private const int GrainBytes = GrainSectors * VmdkHeader.SectorSize;

    private readonly ByteSource _source;
    private readonly VmdkSeSparseHeader _header;
    private readonly PagedTable<ulong> _directory;
    private readonly PageCache _tables;
    private readonly long _grainCount;

    private VmdkSeSparseExtent(ByteSource source, VmdkSeSparseHeader header, long sectors, int cachedBytes)
        : base(sectors * VmdkHeader.SectorSize, GrainBytes)
    {
        _source = source;
        _header = header;
        _directory = new PagedTable<ulong>(source, header.Directory.Offset, (sectors + (GrainSectors * EntriesPerTable) - 1) / (GrainSectors * EntriesPerTable));
        _tables = new PageCache(source, Math.Max(2, cachedBytes / TableBytes));
        _grainCount = (source.Length - header.GrainsOffset + GrainBytes - 1) / GrainBytes;
    }

    public override IReadOnlyList<KeyValuePair<string, string>> Properties => [new("grain size", GrainBytes.ToString(CultureInfo.InvariantCulture))];

    /// <summary>Opens an extent.</summary>
    /// <param name="source">Its file.</param>
    /// <param name="stated">The sectors the descriptor gives it.</param>
    /// <param name="cachedBytes">How many bytes of tables may be kept.</param>
    public static VmdkSeSparseExtent Open(ByteSource source, long stated, int cachedBytes)
    {
        var header = VmdkSeSparseHeader.Read(source);
        if (stated > header.Capacity)
            throw VmdkDiagnostics.BadHeader.Invalid(Location.AtOffset(source.Name, 16), $"the header says {header.Capacity} sectors, the descriptor {stated}: the file belongs to another disk or is damaged");
        return new VmdkSeSparseExtent(source, header, stated, cachedBytes);
    }

    public override Run Locate(long offset)
    {
        var grain = offset / GrainBytes;
        var (table, slot) = (grain / EntriesPerTable, (int)(grain % EntriesPerTable));
        var entries = Table(table);
        if (entries is null)
        {
            var rest = _directory.RestOfPage(table);
            var next = table + (rest.IndexOfAnyExcept(NoTable) is >= 0 and var present ? present : rest.Length);
            return Run.FromParent(Math.Min(next * EntriesPerTable * GrainBytes, Length) - offset);
        }

        var (kind, first) = Entry(entries, slot);
        if (kind is null || (kind == RunKind.Stored && first >= _grainCount))
            throw Bad(TableOffset(_directory[table]) + (slot * sizeof(ulong)), $"the entry of grain {grain} is of no known kind or leads out of the file; it is cut off or damaged");
        var count = 1;
        while (slot + count < EntriesPerTable && Entry(entries, slot + count) is var (nextKind, next) && nextKind == kind && next == (kind == RunKind.Stored ? first + count : 0) && next < _grainCount)
            count++;

        var within = offset % GrainBytes;
        var length = Math.Min(((long)count * GrainBytes) - within, Length - offset);
        return kind == RunKind.Stored ? Run.Stored(length, _source, _header.GrainsOffset + (first * GrainBytes) + within) : new Run(kind.Value, length);
    }

    // The grain's number is kept with its low 12 bits above the others.
    private static (RunKind? Kind, long Grain) Entry(byte[] entries, int slot) => BinaryPrimitives.ReadUInt64LittleEndian(entries.AsSpan(slot * sizeof(ulong))) switch
    {
        0 => (RunKind.Parent, 0),
        var entry when entry >> 60 is Unmapped or Zero => (RunKind.Zero, 0),
        var entry when entry >> 60 is Allocated => (RunKind.Stored, (long)(((entry >> 48) & 0xFFF) | ((entry & 0xFFFF_FFFF_FFFF) << 12))),
        _ => (null, 0),
    };

    private long TableOffset(ulong directoryEntry) => _header.Tables.Offset + ((long)(directoryEntry & uint.MaxValue) * TableBytes);

    private byte[]? Table(long table)
    {
        var entry = _directory[table];
        if (entry == NoTable)
            return null;
        if (entry >> 32 != TableMark || TableOffset(entry) > _header.Tables.End - TableBytes)
            throw Bad(_directory.OffsetOf(table), $"directory entry {table} is 0x{entry:x}, which is no table within the {_header.Tables.Length} bytes of tables");
        return _tables.Get(table, TableOffset(entry), TableBytes);
    }

    private InvalidContentException Bad(long offset, string message) => VmdkDiagnostics.BadTable.Invalid(Location.AtOffset(_source.Name, offset), message);
}
