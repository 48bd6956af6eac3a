using System.Buffers.Binary;
using OvfKit.Diagnostics;
using OvfKit.IO;

namespace OvfKit.Disks.Formats.Vmdk;

/// <summary>Where the grains of a stream are, found by its markers alone, because the tables are lost.</summary>
internal sealed class VmdkRecoveredGrains : VmdkGrainMap
{
    private const int SectorSize = VmdkHeader.SectorSize;

    private readonly Place[] _places;
    private readonly long _grainCount;

    private VmdkRecoveredGrains(List<Place> found, long grainCount)
    {
        found.Sort();
        // What was written later counts.
        _places = [.. found.Where((place, i) => i + 1 == found.Count || found[i + 1].Grain != place.Grain)];
        _grainCount = grainCount;
    }

    /// <summary>The sector where the first grain or marker may be.</summary>
    public static long FirstSector(ByteSource source, VmdkHeader header)
    {
        var first = header.DescriptorOffset + header.DescriptorSize;
        return header.Overhead > first && header.Overhead < source.Length / SectorSize ? header.Overhead : Math.Max(1, first);
    }

    /// <summary>Walks over the markers from the first to the end of the file.</summary>
    /// <param name="source">The extent.</param>
    /// <param name="header">Its header.</param>
    /// <param name="damage">Why the tables are of no use.</param>
    /// <param name="diagnostics">Receives what was found.</param>
    public static VmdkRecoveredGrains Scan(ByteSource source, VmdkHeader header, InvalidContentException damage, DiagnosticBag? diagnostics)
    {
        var found = new List<Place>();
        var sector = FirstSector(source, header);
        long skipped = 0;
        Span<byte> marker = stackalloc byte[VmdkMarker.GrainHeaderSize + sizeof(uint)];
        while (sector <= uint.MaxValue && source.Read(sector * SectorSize, marker) == marker.Length)
        {
            var (guest, length) = VmdkMarker.ReadGrain(marker);
            var next = sector + 1;
            if (length == 0)
            {
                next += VmdkMarker.PayloadSectors(marker);
            }
            else if (IsGrain(header, marker, guest, length) && ((sector * SectorSize) + VmdkMarker.GrainHeaderSize + length <= source.Length))
            {
                next = sector + ((VmdkMarker.GrainHeaderSize + length + SectorSize - 1) / SectorSize);
                found.Add(new(guest / header.GrainSize, (uint)sector, (uint)Math.Min(next, uint.MaxValue)));
            }
            else
            {
                skipped++;
            }

            sector = next;
        }

        diagnostics?.Add(VmdkDiagnostics.Recovered.At(
            damage.Diagnostic.Location,
            $"{damage.Diagnostic.Descriptor.Title}; {found.Count} grains were found by their markers and {skipped} sectors could not be made out: what is missing reads as zeros, or as the parent's data"));
        return new VmdkRecoveredGrains(found, (header.Capacity + header.GrainSize - 1) / header.GrainSize);
    }

    public override (uint Entry, long Count) Find(long grain)
    {
        var at = IndexOf(grain);
        if (at < _places.Length && _places[at].Grain == grain)
            return (_places[at].Sector, 1);
        return (0, (at < _places.Length ? _places[at].Grain : Math.Max(_grainCount, grain + 1)) - grain);
    }

    public override uint SectorAfter(long grain) => _places[IndexOf(grain)].After;

    private int IndexOf(long grain)
    {
        var at = Array.BinarySearch(_places, new Place(grain, 0, 0));
        return at < 0 ? ~at : at;
    }

    /// <summary>Whether the first 16 bytes are a grain's marker. Other compressed data may look like one, so it must agree with all that is known: its place in the disk and the zlib header behind it.</summary>
    public static bool IsGrain(VmdkHeader header, ReadOnlySpan<byte> marker, long guest, int length) =>
        guest >= 0 && guest < header.Capacity && guest % header.GrainSize == 0
        && length > 0 && length <= (2 * header.GrainBytes) + 4096
        && (marker[VmdkMarker.GrainHeaderSize] & 0x0F) == 8
        && BinaryPrimitives.ReadUInt16BigEndian(marker[VmdkMarker.GrainHeaderSize..]) % 31 == 0;

    private readonly record struct Place(long Grain, uint Sector, uint After) : IComparable<Place>
    {
        public int CompareTo(Place other) => (Grain, Sector).CompareTo((other.Grain, other.Sector));
    }
}
