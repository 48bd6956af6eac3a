using System.Buffers.Binary;
using OvfKit.Diagnostics;
using OvfKit.IO;

namespace OvfKit.Disks.Formats.Vmdk;

/// <summary>Grain directory and grain tables, with their redundant copies as a second opinion where they are damaged.</summary>
internal sealed class VmdkGrainTables : VmdkGrainMap
{
    private const byte Unknown = 0, Primary = 1, Spare = 2;

    private readonly ByteSource _source;
    private readonly VmdkTableLayout _layout;
    private readonly DiagnosticBag? _diagnostics;
    private readonly VmdkGrainDirectory _directory;
    private readonly VmdkGrainDirectory? _redundant;
    private readonly ByteRange[] _structures;
    private readonly long _metadataEnd;
    private readonly byte[] _choices = [];
    private readonly PageCache _tables;
    private readonly List<ByteRange>? _redundantStructures;
    private Diagnostic? _redundantDamage;
    private int _reported;

    private VmdkGrainTables(ByteSource source, VmdkTableLayout layout, VmdkGrainDirectory directory, VmdkGrainDirectory? redundant, List<ByteRange> structures, List<ByteRange>? redundantStructures, DiagnosticBag? diagnostics)
    {
        _source = source;
        _layout = layout;
        _diagnostics = diagnostics;
        _directory = directory;
        _redundant = redundant;
        _structures = [.. structures];
        _redundantStructures = redundantStructures;
        _metadataEnd = layout.Metadata.Max(part => part.Place.End);
        _tables = new PageCache(source, Math.Clamp(layout.CachedBytes / layout.TableBytes, 2, Math.Max(2, directory.Length)));
        if (redundant is not null)
            _choices = new byte[directory.Length];
    }

    /// <summary>Whether no directory names a table.</summary>
    public bool IsEmpty => _directory.IsEmpty && _redundant is null or { IsEmpty: true };

    /// <summary>Reads the directories. The redundant one is used where the primary one is damaged or was wiped.</summary>
    /// <exception cref="InvalidContentException">The directory is damaged, and so is its copy.</exception>
    /// <exception cref="UnsupportedContentException">The directory is larger than any real one.</exception>
    public static VmdkGrainTables Open(ByteSource source, VmdkTableLayout layout, DiagnosticBag? diagnostics)
    {
        var structures = new List<ByteRange>();
        if (layout.Redundant.Sector == 0)
            return new(source, layout, VmdkGrainDirectory.Read(source, layout, layout.Directory, structures), null, structures, [], diagnostics);

        var directory = TryRead(source, layout, layout.Directory, structures, out var damage);
        var copy = new List<ByteRange>();
        var redundant = TryRead(source, layout, layout.Redundant, copy, out var redundantDamage);
        if (directory is null or { IsEmpty: true } && redundant is { IsEmpty: false })
        {
            var message = damage is null ? "the grain directory is all zeros, but its copy is not" : $"the grain directory is damaged ({damage.Diagnostic.Message})";
            diagnostics?.Add(VmdkDiagnostics.RedundantTablesUsed.At(Location.AtOffset(source.Name, layout.Directory.Referrer), message + "; its redundant copy is used, convert the disk to have it whole again"));
            return new(source, layout, redundant, null, copy, null, diagnostics);
        }

        return new(source, layout, directory ?? throw new InvalidContentException(damage!.Diagnostic, damage), redundant, structures, redundant is null ? null : copy, diagnostics) { _redundantDamage = redundantDamage?.Diagnostic };
    }

    /// <summary>Reads all tables, so that damage shows now and not on the way.</summary>
    /// <exception cref="InvalidContentException">An entry is damaged.</exception>
    public void CheckAll()
    {
        for (var table = 0; table < _directory.Length; table++)
        {
            if (TableOffset(table) is > 0 and var offset && FirstDamage(Table(table, offset)) is var slot and >= 0)
                RefuseEntry(offset, slot, Entry(Table(table, offset), slot));
        }
    }

    public override (uint Entry, long Count) Find(long grain)
    {
        var table = (int)(grain / _layout.EntriesPerTable);
        var slot = (int)(grain % _layout.EntriesPerTable);
        var offset = TableOffset(table);
        if (offset == 0)
        {
            var next = table + 1;
            while (next < _directory.Length && _directory[next] == 0 && (_redundant is null || _redundant[next] == 0))
                next++;
            return (0, ((long)next * _layout.EntriesPerTable) - grain);
        }

        var entries = Table(table, offset);
        var entry = Entry(entries, slot);
        if (!IsSound(entry, 1))
            RefuseEntry(offset, slot, entry);
        var step = entry <= 1 ? 0 : (uint)_layout.GrainSize;
        var count = 1;
        if (entry <= 1 || !_layout.Compressed)
        {
            while (slot + count < _layout.EntriesPerTable && Entry(entries, slot + count) == entry + ((long)step * count))
                count++;
            // A run that leads into the tables ends before them; its next grain is refused when it is asked for.
            while (count > 1 && !IsSound(entry, count))
                count--;
        }

        return (entry, count);
    }

    public override uint SectorAfter(long grain)
    {
        var table = (int)(grain / _layout.EntriesPerTable);
        var slot = (int)(grain % _layout.EntriesPerTable) + 1;
        var entries = Table(table, TableOffset(table));
        while (slot < _layout.EntriesPerTable && Entry(entries, slot) <= 1)
            slot++;
        return slot < _layout.EntriesPerTable ? Entry(entries, slot) : 0;
    }

    public override void Check(DiagnosticBag findings)
    {
        if (_redundant is not null)
            VmdkTableComparison.Run(_source, _layout, _directory, _redundant, findings);
        else if (_redundantDamage is { } damage)
            findings.Add(VmdkDiagnostics.TablesDiffer.At(damage.Location, $"the redundant grain directory is damaged ({damage.Message}); the first one is sound"));
    }

    public override void ReportUnused(long grainCount, DiagnosticBag findings)
    {
        // Where a directory is damaged nobody knows which bytes are its tables.
        if (!_layout.GrowsByGrain || _redundantStructures is null)
            return;
        var space = new BlockSpace(_layout.GrainBytes);
        foreach (var structure in _structures.Concat(_redundantStructures))
            space.TakeStructure(structure);
        for (var grain = 0L; grain < grainCount;)
        {
            var (entry, count) = Find(grain);
            if (entry > 1)
                space.TakeBlocks(entry * (long)VmdkHeader.SectorSize, grain, count);
            grain += count;
        }

        space.ReportUnused(_source.Name, _source.Length, findings);
    }

    private static uint Entry(ReadOnlySpan<byte> table, int slot) => BinaryPrimitives.ReadUInt32LittleEndian(table[(slot * sizeof(uint))..]);

    private static VmdkGrainDirectory? TryRead(ByteSource source, VmdkTableLayout layout, (long, long) place, List<ByteRange> structures, out InvalidContentException? damage)
    {
        damage = null;
        try
        {
            return VmdkGrainDirectory.Read(source, layout, place, structures);
        }
        catch (InvalidContentException exception)
        {
            damage = exception;
            return null;
        }
    }

    private byte[] Table(int table, long offset) => _tables.Get(offset == _directory[table] ? table : _directory.Length + table, offset, _layout.TableBytes);

    // A table that is wiped or holds nonsense gives way to its copy if that one is better.
    private long TableOffset(int table)
    {
        var offset = _directory[table];
        if (_redundant is null)
            return offset;
        var choice = Volatile.Read(ref _choices[table]);
        if (choice == Unknown)
            Volatile.Write(ref _choices[table], choice = Choose(table, offset, _redundant[table]));
        return choice == Primary ? offset : _redundant[table];
    }

    private byte Choose(int table, long offset, long copyOffset)
    {
        var entries = offset == 0 ? default : Table(table, offset).AsSpan();
        var wiped = !entries.ContainsAnyExcept((byte)0);
        if (copyOffset == 0 || (!wiped && FirstDamage(entries) < 0))
            return Primary;
        var copy = Table(table, copyOffset);
        if (!copy.AsSpan().ContainsAnyExcept((byte)0) || FirstDamage(copy) >= 0)
            return Primary;
        if (Interlocked.Exchange(ref _reported, 1) == 0)
        {
            _diagnostics?.Add(VmdkDiagnostics.RedundantTablesUsed.At(
                Location.AtOffset(_source.Name, _directory.Offset + (table * sizeof(uint))),
                $"grain table {table} is {(wiped ? "all zeros" : "damaged")}, but its redundant copy is not; the copy is used, here and where the same is found"));
        }

        return Spare;
    }

    private int FirstDamage(ReadOnlySpan<byte> entries)
    {
        for (var slot = 0; slot < _layout.EntriesPerTable; slot++)
        {
            if (!IsSound(Entry(entries, slot), 1))
                return slot;
        }

        return -1;
    }

    private bool IsSound(uint entry, long count)
    {
        if (entry == 0 || (entry == 1 && _layout.HasZeroedGrains))
            return true;
        var offset = entry * (long)VmdkHeader.SectorSize;
        return offset >= _metadataEnd && offset < _source.Length && !IsInTables(offset, _layout.Compressed ? 1 : count * _layout.GrainBytes);
    }

    private bool IsInTables(long offset, long length)
    {
        if (offset >= _structures[^1].End)
            return false;
        var (low, high) = (0, _structures.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_structures[middle].End <= offset)
                low = middle + 1;
            else
                high = middle;
        }

        return _structures[low].Offset < offset + length;
    }

    private void RefuseEntry(long table, int slot, uint entry)
    {
        var offset = entry * (long)VmdkHeader.SectorSize;
        var at = Location.AtOffset(_source.Name, table + (slot * sizeof(uint)));
        if (offset >= _metadataEnd && offset < _source.Length)
            throw VmdkDiagnostics.Overlap.Invalid(at, $"the entry points to byte {offset}, where the file's own tables are; the file is damaged, restore it from a copy");
        throw VmdkDiagnostics.BadTable.Invalid(at, $"the entry points to byte {offset}, where no grain can be (the file has {_source.Length} bytes); it is cut off or damaged");
    }
}
