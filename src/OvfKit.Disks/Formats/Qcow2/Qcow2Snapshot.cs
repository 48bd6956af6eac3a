using System.Buffers.Binary;
using System.Text;
using OvfKit.Diagnostics;
using OvfKit.IO;

namespace OvfKit.Disks.Formats.Qcow2;

/// <summary>A state of the disk that the image keeps beside the current one: a first-level table of its own.</summary>
internal sealed record Qcow2Snapshot(string Id, string Name, DateTimeOffset Time, long EntryOffset, long L1Offset, int L1Entries, long DiskSize)
{
    /// <summary>Where the entry ends, up to the next multiple of 8.</summary>
    public long EndOffset { get; private init; }

    private const int FixedSize = 40;
    private const int MostSnapshots = 65_536;
    private const int MostExtraBytes = 1024;
    private const long LargestTable = 64 << 20;

    /// <summary>Reads the table of all snapshots.</summary>
    public static IReadOnlyList<Qcow2Snapshot> ReadAll(ByteSource source, Qcow2Header header)
    {
        if (header.SnapshotCount == 0)
            return [];
        if (header.SnapshotCount > MostSnapshots)
            throw Bad(source, 60, $"the image would have {header.SnapshotCount} snapshots; {MostSnapshots} are the most");
        if (header.SnapshotsOffset < header.ClusterSize || header.SnapshotsOffset % header.ClusterSize != 0 || header.SnapshotsOffset > source.Length - (header.SnapshotCount * (long)FixedSize))
            throw Bad(source, 64, $"{header.SnapshotCount} snapshots would stand at byte {header.SnapshotsOffset}, where they cannot be (the file has {source.Length} bytes)");

        var snapshots = new List<Qcow2Snapshot>();
        var at = header.SnapshotsOffset;
        for (var i = 0; i < header.SnapshotCount; i++)
        {
            snapshots.Add(Read(source, header, ref at));
            if (at - header.SnapshotsOffset > LargestTable)
                throw Bad(source, 64, $"the table of snapshots has more than {LargestTable} bytes");
        }

        return snapshots;
    }

    /// <summary>The snapshot with an id or, where no id is the same, a name.</summary>
    public static Qcow2Snapshot Find(ByteSource source, IReadOnlyList<Qcow2Snapshot> snapshots, string wanted) =>
        snapshots.FirstOrDefault(snapshot => snapshot.Id == wanted) ?? snapshots.FirstOrDefault(snapshot => snapshot.Name == wanted)
        ?? throw Qcow2Diagnostics.NoSuchSnapshot.Unsupported(
            new Location(source.Name),
            $"the image has no snapshot \"{wanted}\"; " + (snapshots.Count == 0 ? "it has none at all" : $"it has {string.Join(", ", snapshots.Take(20).Select(snapshot => $"{snapshot.Id} \"{snapshot.Name}\""))}"));

    private static Qcow2Snapshot Read(ByteSource source, Qcow2Header header, ref long at)
    {
        Span<byte> entry = stackalloc byte[FixedSize + 16];
        source.ReadExactly(at, entry[..FixedSize]);
        var idLength = BinaryPrimitives.ReadUInt16BigEndian(entry[12..]);
        var nameLength = BinaryPrimitives.ReadUInt16BigEndian(entry[14..]);
        var seconds = BinaryPrimitives.ReadUInt32BigEndian(entry[16..]);
        var extra = BinaryPrimitives.ReadUInt32BigEndian(entry[36..]);
        if (extra > MostExtraBytes)
            throw Bad(source, at + 36, $"the snapshot would have {extra} bytes of extra data; {MostExtraBytes} are the most");
        var diskSize = header.DiskSize;
        if (extra >= 16)
        {
            source.ReadExactly(at, entry);
            diskSize = BinaryPrimitives.ReadInt64BigEndian(entry[48..]);
        }

        var l1Entries = BinaryPrimitives.ReadUInt32BigEndian(entry[8..]);
        if (l1Entries > Qcow2Header.LargestL1 / sizeof(ulong))
            throw Bad(source, at + 8, $"the snapshot's first-level table would have {l1Entries} entries; {Qcow2Header.LargestL1 / sizeof(ulong)} are the most");
        if (diskSize < 0 || diskSize > long.MaxValue - header.ClusterSize)
            throw Bad(source, at + 48, $"the snapshot's disk would have {(ulong)diskSize} bytes, which no file can hold");

        var strings = new byte[idLength + nameLength];
        source.ReadExactly(at + FixedSize + extra, strings);
        var snapshot = new Qcow2Snapshot(
            Encoding.UTF8.GetString(strings, 0, idLength), Encoding.UTF8.GetString(strings, idLength, nameLength), DateTimeOffset.FromUnixTimeSeconds(seconds), at,
            BinaryPrimitives.ReadInt64BigEndian(entry), (int)l1Entries, diskSize);
        at += Rounding.Up(FixedSize + extra + strings.Length, 8);
        return snapshot with { EndOffset = at };
    }

    private static InvalidContentException Bad(ByteSource source, long at, string message) => Qcow2Diagnostics.BadSnapshotTable.Invalid(Location.AtOffset(source.Name, at), message);
}
