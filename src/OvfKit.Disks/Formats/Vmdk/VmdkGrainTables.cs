using System.Buffers.Binary;
using System.Runtime.InteropServices;
using OvfKit.Diagnostics;
using OvfKit.IO;

namespace OvfKit.Disks.Formats.Vmdk;

/// <summary>Grain directory and grain tables: where each grain is stored.</summary>
internal sealed class VmdkGrainTables
{
    private const int CachedTables = 1024;
    private const int LargestDirectory = 32 << 20;

    private readonly ByteSource _source;
    private readonly VmdkHeader _header;
    private readonly uint[] _directory;
    private readonly PageCache _tables;

    public VmdkGrainTables(ByteSource source, VmdkHeader header)
    {
        _source = source;
        _header = header;
        _tables = new PageCache(source, CachedTables);
        _directory = ReadDirectory();
        CheckDirectory();
    }

    /// <summary>Finds a grain and its neighbours of the same kind.</summary>
    /// <param name="grain">The grain's number.</param>
    /// <returns>The table entry (0 absent, 1 perhaps zeroed, else a sector), and how many grains from it on are absent or zeroed
    /// too, or follow it in the file; always 1 for compressed grains.</returns>
    public (uint Entry, long Count) Find(long grain)
    {
        var table = (int)(grain / _header.EntriesPerTable);
        var slot = (int)(grain % _header.EntriesPerTable);
        if (_directory[table] == 0)
        {
            var next = table + 1;
            while (next < _directory.Length && _directory[next] == 0)
                next++;
            return (0, ((long)next * _header.EntriesPerTable) - grain);
        }

        var entries = Table(table);
        var entry = Entry(entries, slot);
        var step = entry <= 1 ? 0 : (uint)_header.GrainSize;
        var count = 1;
        if (entry > 1 || !_header.HasZeroedGrains)
            CheckEntry(table, slot, entry);
        if (entry <= 1 || !_header.Compressed)
        {
            while (slot + count < _header.EntriesPerTable && Entry(entries, slot + count) == entry + ((long)step * count))
                count++;
        }

        return (entry, count);
    }

    /// <summary>The sector at which the next grain of the same table is stored, or 0 when that is not known.</summary>
    public uint SectorAfter(long grain)
    {
        var slot = (int)(grain % _header.EntriesPerTable) + 1;
        var entries = Table((int)(grain / _header.EntriesPerTable));
        while (slot < _header.EntriesPerTable && Entry(entries, slot) <= 1)
            slot++;
        return slot < _header.EntriesPerTable ? Entry(entries, slot) : 0;
    }

    private static uint Entry(ReadOnlySpan<byte> table, int slot) => BinaryPrimitives.ReadUInt32LittleEndian(table[(slot * sizeof(uint))..]);

    private byte[] Table(int table) => _tables.Get(table, (long)_directory[table] * VmdkHeader.SectorSize, _header.TableBytes);

    private uint[] ReadDirectory()
    {
        var length = _header.DirectoryLength * sizeof(uint);
        var at = Location.AtOffset(_source.Name, 56);
        if (length > LargestDirectory)
            throw VmdkDiagnostics.UnsupportedHeader.Unsupported(at, $"the grain directory would have {length} bytes; at most {LargestDirectory} are read");
        if (_header.GrainDirectoryOffset < 1 || _header.GrainDirectoryOffset > (_source.Length - length) / VmdkHeader.SectorSize)
            throw VmdkDiagnostics.BadTable.Invalid(at, $"the grain directory of {length} bytes would begin at sector {_header.GrainDirectoryOffset}, but the file has {_source.Length} bytes; it is cut off or damaged");
        var directory = new uint[_header.DirectoryLength];
        _source.ReadExactly(_header.GrainDirectoryOffset * VmdkHeader.SectorSize, MemoryMarshal.AsBytes(directory.AsSpan()));
        if (!BitConverter.IsLittleEndian)
            BinaryPrimitives.ReverseEndianness(directory, directory);
        return directory;
    }

    private void CheckDirectory()
    {
        const long sector = VmdkHeader.SectorSize;
        var structures = new List<(ByteRange Place, long Referrer)>
        {
            (new(0, VmdkHeader.Size), 0),
            (new(_header.DescriptorOffset * sector, _header.DescriptorSize * sector), 28),
            (new(_header.GrainDirectoryOffset * sector, _directory.Length * sizeof(uint)), 56),
        };
        for (var i = 0; i < _directory.Length; i++)
        {
            if (_directory[i] == 0)
                continue;
            var table = new ByteRange(_directory[i] * sector, _header.TableBytes);
            var referrer = (_header.GrainDirectoryOffset * sector) + (i * sizeof(uint));
            if (table.End > _source.Length)
                throw VmdkDiagnostics.BadTable.Invalid(Location.AtOffset(_source.Name, referrer), $"grain table {i} would stand at byte {table.Offset}, but the file has {_source.Length} bytes; it is cut off or damaged");
            structures.Add((table, referrer));
        }

        structures.Sort((a, b) => (a.Place.Offset, a.Referrer).CompareTo((b.Place.Offset, b.Referrer)));
        for (var i = 1; i < structures.Count; i++)
        {
            if (structures[i].Place.Offset < structures[i - 1].Place.End)
            {
                throw VmdkDiagnostics.Overlap.Invalid(
                    Location.AtOffset(_source.Name, structures[i].Referrer), $"the table or area at byte {structures[i].Place.Offset} overlaps another one; the file is damaged, restore it from a copy");
            }
        }
    }

    private void CheckEntry(int table, int slot, uint entry)
    {
        if (entry == 0)
            return;
        var offset = entry * (long)VmdkHeader.SectorSize;
        if (offset < (_header.DescriptorOffset + _header.DescriptorSize) * VmdkHeader.SectorSize || offset >= _source.Length)
        {
            throw VmdkDiagnostics.BadTable.Invalid(
                Location.AtOffset(_source.Name, ((long)_directory[table] * VmdkHeader.SectorSize) + (slot * sizeof(uint))),
                $"the entry points to byte {offset}, where no grain can be (the file has {_source.Length} bytes); it is cut off or damaged");
        }
    }
}
