using OvfKit.Diagnostics;

namespace OvfKit.Disks;

/// <summary>Tells the user of large sectors that a format has no place for.</summary>
internal static class SectorSizeLoss
{
    /// <summary>Reports a source whose sectors do not have 512 bytes.</summary>
    /// <param name="file">What is written, with its article: <c>a raw file</c>.</param>
    /// <param name="sink">Where it goes.</param>
    /// <param name="source">The disk that is written.</param>
    /// <param name="options">The options with the bag.</param>
    public static void Report(string file, DiskSink sink, DiskImage source, DiskWriteOptions options)
    {
        if (source.LogicalSectorSize == 512)
            return;
        options.Diagnostics?.Add(DiskDiagnostics.SectorSizeChanged.At(
            new Location(sink.Name),
            $"{source.Name} has {source.LogicalSectorSize}-byte sectors, which {file} cannot record; tell the target machine, or its partition table is not found"));
    }
}
