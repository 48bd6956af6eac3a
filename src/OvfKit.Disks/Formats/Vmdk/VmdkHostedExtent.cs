using System.Globalization;
using OvfKit.Diagnostics;
using OvfKit.IO;

namespace OvfKit.Disks.Formats.Vmdk;

/// <summary>Opens hosted sparse extents, stream-optimized ones among them.</summary>
internal static class VmdkHostedExtent
{
    private const int CapacityField = 12, UncleanField = 72;

    /// <summary>Reads the header at the beginning of an extent.</summary>
    public static VmdkHeader ReadHeader(ByteSource source)
    {
        Span<byte> sector = stackalloc byte[VmdkHeader.Size];
        source.ReadExactly(0, sector);
        if (!sector.StartsWith(VmdkHeader.Magic))
            throw VmdkDiagnostics.BadHeader.Invalid(Location.AtOffset(source.Name, 0), "the file does not begin with KDMV");
        return VmdkHeader.Parse(sector, Location.AtOffset(source.Name, 0));
    }

    /// <summary>Opens an extent.</summary>
    /// <param name="source">Its file.</param>
    /// <param name="header">The file's header.</param>
    /// <param name="stated">The sectors the descriptor gives it.</param>
    /// <param name="isLast">Whether nothing follows, so that it may be shorter than stated.</param>
    /// <param name="cachedBytes">How many bytes of tables may be kept.</param>
    /// <param name="options">How to open.</param>
    public static VmdkGrainExtent Open(ByteSource source, VmdkHeader header, long stated, bool isLast, int cachedBytes, DiskOpenOptions options)
    {
        // A piece of a split disk may state an area for a descriptor it does not have.
        if (!header.HoldsDescriptor(source.Length))
            header = header with { DescriptorOffset = 0, DescriptorSize = 0 };

        // The descriptor was read where the header has it; a footer that says otherwise must not move the border to the grains.
        if (FindFooter(source, header, options) is { } footer)
            header = footer with { DescriptorOffset = header.DescriptorOffset, DescriptorSize = header.DescriptorSize };
        var grains = Grains(source, header, cachedBytes, options);
        if (header.IsUnclean)
        {
            options.Diagnostics?.Add(VmdkDiagnostics.UncleanShutdown.At(
                Location.AtOffset(source.Name, UncleanField), "the disk was in use when the file was written last or copied; its newest changes may be missing"));
        }

        var length = SizeInSectors(source, header, stated, isLast, options.Diagnostics) * VmdkHeader.SectorSize;
        return new VmdkGrainExtent(source, length, header.GrainBytes, grains, header.Compressed ? new VmdkGrainReader(source, header) : null,
        [
            new("header version", header.Version.ToString(CultureInfo.InvariantCulture)),
            new("grain size", header.GrainBytes.ToString(CultureInfo.InvariantCulture)),
        ]);
    }

    private static VmdkHeader? FindFooter(ByteSource source, VmdkHeader header, DiskOpenOptions options)
    {
        try
        {
            return VmdkFooter.Find(source, header);
        }
        catch (OvfKitException) when (options.Recover)
        {
            // A damaged footer is as good as none.
            return null;
        }
    }

    private static VmdkGrainMap Grains(ByteSource source, VmdkHeader header, int cachedBytes, DiskOpenOptions options)
    {
        try
        {
            if (header.GrainDirectoryOffset == VmdkHeader.GrainDirectoryAtEnd)
                throw VmdkDiagnostics.FooterMissing.Invalid(Location.AtOffset(source.Name, source.Length), "the tables should stand at the end of the file, but no footer is there: the file is cut off; copy or download it again, or recover what is there from the data's own markers");
            var tables = VmdkGrainTables.Open(source, header.Layout(cachedBytes), options.Diagnostics);
            if (tables.IsEmpty && BeginsWithGrain(source, header))
                throw VmdkDiagnostics.BadTable.Invalid(Location.AtOffset(source.Name, header.GrainDirectoryOffset * VmdkHeader.SectorSize), "the grain directory is all zeros, as that of an empty disk, but the file holds grains; it is damaged, restore it from a copy");
            if (options.Recover)
                tables.CheckAll();
            return tables;
        }
        catch (InvalidContentException damage) when (options.Recover && header.Compressed && header.HasMarkers)
        {
            return VmdkRecoveredGrains.Scan(source, header, damage, options.Diagnostics);
        }
    }

    private static bool BeginsWithGrain(ByteSource source, VmdkHeader header)
    {
        Span<byte> bytes = new byte[64 << 10];
        bytes = bytes[..source.Read(VmdkRecoveredGrains.FirstSector(source, header) * VmdkHeader.SectorSize, bytes)];
        if (!header.Compressed || !header.HasMarkers)
            return bytes.ContainsAnyExcept((byte)0);
        return bytes.Length >= VmdkMarker.GrainHeaderSize + sizeof(uint) && VmdkMarker.ReadGrain(bytes) is var (sector, length) && VmdkRecoveredGrains.IsGrain(header, bytes, sector, length);
    }

    private static long SizeInSectors(ByteSource source, VmdkHeader header, long stated, bool isLast, DiagnosticBag? diagnostics)
    {
        if (stated == header.Capacity)
            return stated;
        var at = Location.AtOffset(source.Name, CapacityField);
        if (stated > header.Capacity && !isLast)
            throw VmdkDiagnostics.BadHeader.Invalid(at, $"the header says {header.Capacity} sectors, the descriptor {stated}: the extents behind this one would move; it belongs to another disk or is damaged");

        // Some writers round the header's capacity up to whole grains; the descriptor then has the true size.
        var used = Math.Min(stated, header.Capacity);
        diagnostics?.Add(VmdkDiagnostics.SizeMismatch.At(at, $"the header says {header.Capacity} sectors, the descriptor {stated}; the disk is read with {used}"));
        return used;
    }
}
