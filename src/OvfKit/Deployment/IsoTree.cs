using System.Buffers.Binary;
using System.Text;

namespace OvfKit.Deployment;

/// <summary>One of the two trees of a CD, which show the same files under short names or under Joliet's.</summary>
internal sealed class IsoTree
{
    private readonly bool _isJoliet;
    private readonly Dictionary<IsoFolder, (uint Sector, uint Length, IsoFolder Parent, int Number)> _places = [];
    private readonly uint _littleEndianTable;
    private readonly uint _bigEndianTable;

    public IsoTree(IsoFolder root, bool isJoliet, ref uint sector)
    {
        _isJoliet = isJoliet;
        // Folders of a path table stand level by level, and in the order of their parents (ECMA-119 §6.9.1).
        List<(IsoFolder Folder, IsoFolder Parent)> all = [(root, root)];
        for (var index = 0; index < all.Count; index++)
            all.AddRange(Sorted(all[index].Folder).OfType<IsoFolder>().Select(folder => (folder, all[index].Folder)));
        Folders = all.ConvertAll(static one => one.Folder);
        TableLength = Folders.Sum(folder => 8 + Even(TableNameOf(folder).Length));
        var tableSectors = (uint)IsoLayout.SectorsOf(TableLength);
        _littleEndianTable = sector;
        _bigEndianTable = sector + tableSectors;
        sector += 2 * tableSectors;
        foreach (var (number, (folder, parent)) in all.Index())
        {
            var length = LengthOf(folder);
            _places.Add(folder, (sector, length, parent, number + 1));
            sector += length / IsoLayout.SectorSize;
        }
    }

    /// <summary>The folders in the order of the path table; the root first.</summary>
    public IReadOnlyList<IsoFolder> Folders { get; }

    /// <summary>The length of a path table in bytes.</summary>
    public int TableLength { get; }

    public (uint LittleEndian, uint BigEndian) Tables => (_littleEndianTable, _bigEndianTable);

    /// <summary>Writes the root's record as a volume descriptor has it: 34 bytes.</summary>
    public void WriteRoot(Span<byte> destination, DateTimeOffset time) => WriteFolder(destination, Folders[0], [0], time);

    /// <summary>Writes path tables and folders to their places in the header.</summary>
    public void Write(Span<byte> header, DateTimeOffset time)
    {
        WriteTable(header[((int)_littleEndianTable * IsoLayout.SectorSize)..], isBigEndian: false);
        WriteTable(header[((int)_bigEndianTable * IsoLayout.SectorSize)..], isBigEndian: true);
        foreach (var folder in Folders)
        {
            var place = _places[folder];
            WriteRecords(header.Slice((int)place.Sector * IsoLayout.SectorSize, (int)place.Length), folder, place.Parent, time);
        }
    }

    private static int Even(int length) => length + (length & 1);

    private static int RecordLength(int nameLength) => Even(33 + nameLength);

    // Joliet names go without the version, which some readers would show.
    private byte[] NameOf(IsoNode node) => Encoded(_isJoliet ? node.Name : node is IsoFile ? node.ShortName + ";1" : node.ShortName);

    // The root has no name, which a byte of zero stands for.
    private byte[] TableNameOf(IsoFolder folder) => folder.Name.Length == 0 ? [0] : NameOf(folder);

    private byte[] Encoded(string name) => _isJoliet ? Encoding.BigEndianUnicode.GetBytes(name) : Encoding.ASCII.GetBytes(name);

    private IEnumerable<IsoNode> Sorted(IsoFolder folder) => _isJoliet
        ? folder.Children.OrderBy(static child => child.Name, StringComparer.Ordinal)
        // Names are compared as if blanks filled the stem up to its eight characters (ECMA-119 §9.3).
        : folder.Children.OrderBy(static child => string.Join(' ', child.ShortName.Split('.').Select(static part => part.PadRight(8))), StringComparer.Ordinal);

    private uint LengthOf(IsoFolder folder)
    {
        var length = 2 * RecordLength(1);
        foreach (var child in Sorted(folder))
            length = Place(length, RecordLength(NameOf(child).Length)) + RecordLength(NameOf(child).Length);
        return (uint)(IsoLayout.SectorsOf(length) * IsoLayout.SectorSize);
    }

    // No record crosses the end of a sector (ECMA-119 §6.8.1.1).
    private static int Place(int offset, int length) =>
        offset % IsoLayout.SectorSize + length > IsoLayout.SectorSize ? (int)IsoLayout.SectorsOf(offset) * IsoLayout.SectorSize : offset;

    private void WriteRecords(Span<byte> destination, IsoFolder folder, IsoFolder parent, DateTimeOffset time)
    {
        WriteFolder(destination, folder, [0], time);
        var offset = RecordLength(1);
        WriteFolder(destination[offset..], parent, [1], time);
        offset += RecordLength(1);
        foreach (var child in Sorted(folder))
        {
            var name = NameOf(child);
            offset = Place(offset, RecordLength(name.Length));
            if (child is IsoFile file)
                WriteRecord(destination[offset..], file.Sector, (uint)file.Content.Length, flags: 0, name, time);
            else
                WriteFolder(destination[offset..], (IsoFolder)child, name, time);
            offset += RecordLength(name.Length);
        }
    }

    private void WriteFolder(Span<byte> destination, IsoFolder folder, ReadOnlySpan<byte> name, DateTimeOffset time)
    {
        const byte IsFolder = 2;
        var place = _places[folder];
        WriteRecord(destination, place.Sector, place.Length, IsFolder, name, time);
    }

    private static void WriteRecord(Span<byte> record, uint sector, uint length, byte flags, ReadOnlySpan<byte> name, DateTimeOffset time)
    {
        record[0] = (byte)RecordLength(name.Length);
        IsoHeader.WriteBoth(record[2..], sector);
        IsoHeader.WriteBoth(record[10..], length);
        ReadOnlySpan<byte> date = [(byte)(time.Year - 1900), (byte)time.Month, (byte)time.Day, (byte)time.Hour, (byte)time.Minute, (byte)time.Second, 0];
        date.CopyTo(record[18..]);
        record[25] = flags;
        IsoHeader.WriteBoth(record[28..], (ushort)1);
        record[32] = (byte)name.Length;
        name.CopyTo(record[33..]);
    }

    private void WriteTable(Span<byte> table, bool isBigEndian)
    {
        foreach (var folder in Folders)
        {
            var place = _places[folder];
            var name = TableNameOf(folder);
            var parent = (ushort)_places[place.Parent].Number;
            table[0] = (byte)name.Length;
            if (isBigEndian)
            {
                BinaryPrimitives.WriteUInt32BigEndian(table[2..], place.Sector);
                BinaryPrimitives.WriteUInt16BigEndian(table[6..], parent);
            }
            else
            {
                BinaryPrimitives.WriteUInt32LittleEndian(table[2..], place.Sector);
                BinaryPrimitives.WriteUInt16LittleEndian(table[6..], parent);
            }
            name.CopyTo(table[8..]);
            table = table[(8 + Even(name.Length))..];
        }
    }
}
