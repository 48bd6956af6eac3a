using OvfKit.Diagnostics;
using OvfKit.IO;

namespace OvfKit.Disks.Formats.Vhd;

/// <summary>Decides how large a VHD is: its footer says it twice, in bytes and as a geometry that knows only whole cylinders.</summary>
internal static class VhdSize
{
    // qemu before 10.0 goes by the geometry of every creator but these.
    private static readonly string[] Undisputed = [VhdFooter.WindowsCreator, "qem2", "d2v ", "tap\0", "CTXS"];

    /// <summary>The guest's size in bytes, in whole sectors.</summary>
    public static long Of(ByteSource source, VhdFooter footer, DiagnosticBag? diagnostics)
    {
        var (size, byGeometry) = (footer.CurrentSize, footer.Geometry.Size);
        var at = Location.AtOffset(source.Name, source.Length);
        if (size % VhdFooter.SectorSize != 0)
        {
            diagnostics?.Add(DiskDiagnostics.PartialSector.At(at, $"the disk has {size} bytes, which is no whole number of {VhdFooter.SectorSize}-byte sectors; it is read with {VhdFooter.SectorSize - (size % VhdFooter.SectorSize)} bytes more"));
            return Rounding.Up(size, VhdFooter.SectorSize);
        }

        if (byGeometry == size || byGeometry == 0 || footer.Geometry.IsLargest)
            return size;
        if (footer.Creator is "vpc " or "qemu" && byGeometry < size)
        {
            diagnostics?.Add(VhdDiagnostics.GeometryDecides.At(
                at, $"the footer says {size} bytes, but the geometry {footer.Geometry} has {byGeometry}: a guest of \"{footer.Creator.TrimEnd()}\" saw only those, so the disk is read with {byGeometry}"));
            return byGeometry;
        }

        if (!Undisputed.Contains(footer.Creator))
        {
            diagnostics?.Add(VhdDiagnostics.SizesDiffer.At(
                at, $"the disk has {size} bytes; its geometry {footer.Geometry} has {byGeometry}, which qemu before 10.0 would take instead"));
        }

        return size;
    }
}
