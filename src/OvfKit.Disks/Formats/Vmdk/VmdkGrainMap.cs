using OvfKit.Diagnostics;

namespace OvfKit.Disks.Formats.Vmdk;

/// <summary>Knows where each grain of an extent is stored. Thread-safe.</summary>
internal abstract class VmdkGrainMap
{
    /// <summary>Finds a grain and its neighbours of the same kind.</summary>
    /// <param name="grain">The grain's number.</param>
    /// <returns>The entry (0 absent, 1 zeroed, else a sector), and how many grains from it on are absent or zeroed too,
    /// or follow it in the file; always 1 for compressed grains.</returns>
    public abstract (uint Entry, long Count) Find(long grain);

    /// <summary>The sector at which the grain stored behind a compressed one begins, or 0 when that is not known.</summary>
    public abstract uint SectorAfter(long grain);

    /// <summary>Compares what is kept twice.</summary>
    public virtual void Check(DiagnosticBag findings)
    {
    }

    /// <summary>Looks for places of plain grains that no table names.</summary>
    /// <param name="grainCount">The grains of the extent.</param>
    /// <param name="findings">Receives the finding.</param>
    public virtual void ReportUnused(long grainCount, DiagnosticBag findings)
    {
    }
}
