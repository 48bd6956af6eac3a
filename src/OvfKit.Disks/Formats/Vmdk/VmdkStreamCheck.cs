using OvfKit.Diagnostics;
using OvfKit.IO;

namespace OvfKit.Disks.Formats.Vmdk;

/// <summary>Looks for what makes ESXi's importer, which reads a stream-optimized VMDK from the beginning to the end, refuse one that others read.</summary>
public static class VmdkStreamCheck
{
    private const int SectorSize = VmdkHeader.SectorSize;
    private const int ImporterVersion = 3;

    /// <summary>Checks a file; one that is no compressed VMDK with markers has no findings.</summary>
    /// <param name="source">The file.</param>
    /// <param name="findings">Receives the findings (OVF6131 to OVF6135).</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <remarks>Reads the header, the end, and one sector for each grain.</remarks>
    /// <exception cref="InvalidContentException">The header is damaged.</exception>
    /// <exception cref="UnsupportedContentException">The header is of a kind that is not known.</exception>
    /// <exception cref="IOException">The source cannot be read.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static void Run(ByteSource source, DiagnosticBag findings, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(findings);
        var sector = new byte[SectorSize];
        if (source.Length < SectorSize || source.Read(0, sector) < SectorSize || !sector.AsSpan().StartsWith(VmdkHeader.Magic))
            return;
        var header = VmdkHeader.Parse(sector, Location.AtOffset(source.Name, 0));
        if (!header.HasMarkers || !header.Compressed)
            return;
        CheckHeader(source, header, findings);
        CheckDescriptor(source, header, findings);
        CheckGrains(source, header, findings, cancellationToken);
    }

    private static void CheckHeader(ByteSource source, in VmdkHeader header, DiagnosticBag findings)
    {
        if (header.Version < ImporterVersion)
            findings.Add(VmdkStreamDiagnostics.OldStreamVersion.At(Location.AtOffset(source.Name, 4),
                $"the header has version {header.Version}, where ESXi's importer wants {ImporterVersion} (\"sparse VMDK version too old\"); convert the disk to vmdk:streamOptimized"));
        if ((header.Flags & VmdkHeader.RedundantDirectoryFlag) != 0)
            findings.Add(VmdkStreamDiagnostics.RedundantStreamTables.At(Location.AtOffset(source.Name, 8),
                "the header announces a second grain directory, which a stream has no place for and ESXi's importer refuses; convert the disk to vmdk:streamOptimized"));
    }

    private static void CheckDescriptor(ByteSource source, in VmdkHeader header, DiagnosticBag findings)
    {
        // More than any descriptor has is for whoever opens the disk to refuse.
        const int LargestDescriptor = 1 << 20;
        if (!header.HoldsDescriptor(source.Length) || header.DescriptorSize * SectorSize > LargestDescriptor)
            return;
        var text = new byte[header.DescriptorSize * SectorSize];
        source.ReadExactly(header.DescriptorOffset * SectorSize, text);
        var at = Location.AtOffset(source.Name, header.DescriptorOffset * SectorSize);
        if (VmdkDescriptor.Parse(text, at)["ddb.adapterType"] is { } adapter && adapter.Equals("ide", StringComparison.OrdinalIgnoreCase))
            findings.Add(VmdkStreamDiagnostics.IdeAdapter.At(at,
                "ddb.adapterType is \"ide\", which ties the disk to an IDE controller on ESXi; convert the disk to vmdk:streamOptimized, which writes lsilogic"));
    }

    private static void CheckGrains(ByteSource source, in VmdkHeader header, DiagnosticBag findings, CancellationToken cancellationToken)
    {
        var last = -1L;
        var isSorted = true;
        foreach (var (offset, sector, length) in VmdkMarker.Walk(source, Math.Max(1, header.Overhead) * SectorSize))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (length == 0)
                return;
            if (sector <= last && isSorted)
            {
                isSorted = false;
                findings.Add(VmdkStreamDiagnostics.UnsortedStream.At(Location.AtOffset(source.Name, offset),
                    $"the grain of sector {sector} stands behind that of sector {last}; ESXi's importer wants them in ascending order, so convert the disk to vmdk:streamOptimized"));
            }

            last = Math.Max(last, sector);
        }

        findings.Add(VmdkStreamDiagnostics.EndOfStreamMissing.At(Location.AtOffset(source.Name, source.Length),
            "the file ends without an end-of-stream marker, a sector of zeros, so ESXi's importer waits for more; convert the disk to vmdk:streamOptimized"));
    }
}
