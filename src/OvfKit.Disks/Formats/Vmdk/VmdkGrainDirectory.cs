using System.Buffers.Binary;
using System.Runtime.InteropServices;
using OvfKit.Diagnostics;
using OvfKit.IO;

namespace OvfKit.Disks.Formats.Vmdk;

/// <summary>A grain directory: the sector of each grain table, 0 where a table has no entries.</summary>
internal sealed class VmdkGrainDirectory
{
    private const long SectorSize = VmdkHeader.SectorSize;
    private const int LargestDirectory = 32 << 20;

    private readonly uint[] _tables;

    private VmdkGrainDirectory(long offset, uint[] tables)
    {
        Offset = offset;
        _tables = tables;
    }

    /// <summary>Where the directory is, in bytes.</summary>
    public long Offset { get; }

    public int Length => _tables.Length;

    public bool IsEmpty => !_tables.AsSpan().ContainsAnyExcept(0u);

    /// <summary>The byte offset of a table, 0 for none.</summary>
    public long this[int table] => _tables[table] * SectorSize;

    /// <summary>Reads a directory and checks that all its tables lie in the file and apart.</summary>
    /// <param name="source">The extent.</param>
    /// <param name="layout">Its shape.</param>
    /// <param name="place">The sector of the directory and the byte offset of the field that says so.</param>
    /// <param name="structures">Receives the places of directory and tables, neighbours joined, ascending.</param>
    /// <exception cref="UnsupportedContentException">The directory is larger than any real one.</exception>
    /// <exception cref="InvalidContentException">The directory is damaged.</exception>
    public static VmdkGrainDirectory Read(ByteSource source, VmdkTableLayout layout, (long Sector, long Referrer) place, List<ByteRange> structures)
    {
        var length = layout.DirectoryLength * sizeof(uint);
        var at = Location.AtOffset(source.Name, place.Referrer);
        if (length > LargestDirectory)
            throw VmdkDiagnostics.UnsupportedHeader.Unsupported(at, $"the grain directory would have {length} bytes; at most {LargestDirectory} are read");
        if (place.Sector < 1 || place.Sector > (source.Length - length) / SectorSize)
            throw VmdkDiagnostics.BadTable.Invalid(at, $"the grain directory of {length} bytes would begin at sector {place.Sector}, but the file has {source.Length} bytes; it is cut off or damaged");
        var tables = new uint[layout.DirectoryLength];
        source.ReadExactly(place.Sector * SectorSize, MemoryMarshal.AsBytes(tables.AsSpan()));
        if (!BitConverter.IsLittleEndian)
            BinaryPrimitives.ReverseEndianness(tables, tables);
        var directory = new VmdkGrainDirectory(place.Sector * SectorSize, tables);
        directory.Check(source, layout, place.Referrer, structures);
        return directory;
    }

    private void Check(ByteSource source, VmdkTableLayout layout, long referrer, List<ByteRange> structures)
    {
        var places = new List<(ByteRange Place, long Referrer)>(layout.Metadata) { (new(Offset, _tables.Length * sizeof(uint)), referrer) };
        for (var i = 0; i < _tables.Length; i++)
        {
            if (_tables[i] == 0)
                continue;
            var table = new ByteRange(this[i], layout.TableBytes);
            var entry = Offset + (i * sizeof(uint));
            if (table.End > source.Length)
                throw VmdkDiagnostics.BadTable.Invalid(Location.AtOffset(source.Name, entry), $"grain table {i} would stand at byte {table.Offset}, but the file has {source.Length} bytes; it is cut off or damaged");
            places.Add((table, entry));
        }

        places.Sort((a, b) => (a.Place.Offset, a.Referrer).CompareTo((b.Place.Offset, b.Referrer)));
        for (var i = 1; i < places.Count; i++)
        {
            if (places[i].Place.Offset < places[i - 1].Place.End)
            {
                throw VmdkDiagnostics.Overlap.Invalid(
                    Location.AtOffset(source.Name, places[i].Referrer), $"the table or area at byte {places[i].Place.Offset} overlaps another one; the file is damaged, restore it from a copy");
            }
        }

        foreach (var (place, _) in places)
        {
            if (structures.Count > 0 && structures[^1].End == place.Offset)
                structures[^1] = structures[^1] with { Length = structures[^1].Length + place.Length };
            else if (place.Length > 0)
                structures.Add(place);
        }
    }
}
