using System.Xml.Linq;

namespace OvfKit.Model;

/// <summary>The virtual disks of a package (DSP0243 §9.1).</summary>
public sealed class DiskSection : OvfSection
{
    internal DiskSection(XElement element)
        : base(element)
    {
    }

    /// <summary>The disks. A snapshot in document order.</summary>
    public IReadOnlyList<VirtualDisk> Disks => Children("Disk", static element => new VirtualDisk(element));
}
