using System.Globalization;
using System.Security;

namespace OvfKit.Disks.Formats.Parallels;

/// <summary>Writes the descriptor of a bundle with one file, as Parallels Desktop lays it out.</summary>
internal static class ParallelsDescriptorText
{
    public static string Write(ParallelsGeometry geometry, int blockSectors, Guid uid, string name, string file)
    {
        var id = ParallelsSnapshots.Base.ToString("B");
        return string.Create(CultureInfo.InvariantCulture, $$"""
            <?xml version="1.0" encoding="UTF-8"?>
            <Parallels_disk_image Version="1.0">
                <Disk_Parameters>
                    <Disk_size>{{geometry.Total}}</Disk_size>
                    <Cylinders>{{geometry.Cylinders}}</Cylinders>
                    <PhysicalSectorSize>4096</PhysicalSectorSize>
                    <LogicSectorSize>512</LogicSectorSize>
                    <Heads>{{geometry.Heads}}</Heads>
                    <Sectors>{{geometry.Sectors}}</Sectors>
                    <Padding>0</Padding>
                    <Encryption>
                        <Engine>{{Guid.Empty:B}}</Engine>
                        <Data></Data>
                    </Encryption>
                    <UID>{{uid:B}}</UID>
                    <Name>{{SecurityElement.Escape(name)}}</Name>
                    <Miscellaneous>
                        <CompatLevel>level2</CompatLevel>
                        <Bootable>1</Bootable>
                        <SuspendState>0</SuspendState>
                    </Miscellaneous>
                </Disk_Parameters>
                <StorageData>
                    <Storage>
                        <Start>0</Start>
                        <End>{{geometry.Total}}</End>
                        <Blocksize>{{blockSectors}}</Blocksize>
                        <Image>
                            <GUID>{{id}}</GUID>
                            <Type>Compressed</Type>
                            <File>{{SecurityElement.Escape(file)}}</File>
                        </Image>
                    </Storage>
                </StorageData>
                <Snapshots>
                    <TopGUID>{{id}}</TopGUID>
                    <Shot>
                        <GUID>{{id}}</GUID>
                        <ParentGUID>{{Guid.Empty:B}}</ParentGUID>
                    </Shot>
                </Snapshots>
            </Parallels_disk_image>

            """).ReplaceLineEndings("\n");
    }
}

/// <summary>Cylinders, heads and sectors whose product is exactly the size of a disk.</summary>
internal readonly record struct ParallelsGeometry(long Cylinders, int Heads, int Sectors)
{
    private const int MostHeads = 16;
    private const int MostSectors = 63;

    public long Total => Cylinders * Heads * Sectors;

    /// <summary>The geometry of Parallels Desktop (16 heads, 32 sectors) where the size allows it, else the one with the fewest cylinders.</summary>
    public static ParallelsGeometry For(long sectors)
    {
        var best = new ParallelsGeometry(sectors, 1, 1);
        if (sectors % (MostHeads * 32) == 0)
            return new ParallelsGeometry(sectors / (MostHeads * 32), MostHeads, 32);
        for (var heads = 1; heads <= MostHeads; heads++)
        {
            for (var perTrack = 1; perTrack <= MostSectors; perTrack++)
            {
                if (sectors % (heads * perTrack) == 0 && heads * perTrack > best.Heads * best.Sectors)
                    best = new ParallelsGeometry(sectors / (heads * perTrack), heads, perTrack);
            }
        }

        return best;
    }
}
