using OvfKit.Diagnostics;

namespace OvfKit.Validation;

public static partial class EnvelopeDiagnostics
{
    /// <summary>A network has no <c>ovf:name</c>.</summary>
    public static readonly DiagnosticDescriptor NetworkWithoutName = new("OVF2201", DiagnosticSeverity.Error, "network without a name", "DSP0243 §9.2");

    /// <summary>Two networks have the same <c>ovf:name</c>.</summary>
    public static readonly DiagnosticDescriptor DuplicateNetwork = new("OVF2202", DiagnosticSeverity.Error, "two networks of one name", "DSP0243 §9.2");

    /// <summary>A device is connected to a network the <c>NetworkSection</c> does not list.</summary>
    public static readonly DiagnosticDescriptor UnknownConnection =
        new("OVF2203", DiagnosticSeverity.Error, "connection to a network that is not listed", "DSP0243 §9.2");

    /// <summary>A virtual system has no <c>VirtualHardwareSection</c>.</summary>
    public static readonly DiagnosticDescriptor NoHardware = new("OVF2301", DiagnosticSeverity.Error, "virtual system without hardware", "DSP0243 §8.1");

    /// <summary>A <c>System</c> has no <c>vssd:VirtualSystemType</c>.</summary>
    public static readonly DiagnosticDescriptor SystemWithoutType = new("OVF2302", DiagnosticSeverity.Error, "hardware without its family", "DSP0243 §8.1");

    /// <summary>The package has disks, but the hardware that is described has no device at all.</summary>
    public static readonly DiagnosticDescriptor HardwareWithoutDevices = new("OVF2303", DiagnosticSeverity.Error, "disks, but no device", "DSP0243 §8.1");

    /// <summary>A device has no <c>rasd:InstanceID</c>.</summary>
    public static readonly DiagnosticDescriptor DeviceWithoutId = new("OVF2304", DiagnosticSeverity.Error, "device without an id", "DSP0243 §8.3");

    /// <summary>Two devices of a section have the same <c>rasd:InstanceID</c>.</summary>
    public static readonly DiagnosticDescriptor DuplicateDeviceId = new("OVF2305", DiagnosticSeverity.Error, "two devices of one id", "DSP0243 §8.3");

    /// <summary>A device has no <c>rasd:ResourceType</c>.</summary>
    public static readonly DiagnosticDescriptor DeviceWithoutType = new("OVF2306", DiagnosticSeverity.Error, "device without a type", "DSP0243 §8.3");

    /// <summary>The <c>rasd:ResourceType</c> of a device is no number from 0 to 65535.</summary>
    public static readonly DiagnosticDescriptor DeviceTypeUnreadable =
        new("OVF2307", DiagnosticSeverity.Error, "type of a device is not a number", "DSP0243 §8.3");

    /// <summary>A device the system cannot do without is of a type that means nothing.</summary>
    public static readonly DiagnosticDescriptor DeviceTypeUnknown =
        new("OVF2308", DiagnosticSeverity.Error, "unknown type of a device that is required", "DSP0243 §8.3");

    /// <summary>The <c>rasd:Parent</c> of a device names none of its section.</summary>
    public static readonly DiagnosticDescriptor UnknownParentDevice =
        new("OVF2309", DiagnosticSeverity.Error, "parent of a device is not there", "DSP0243 §8.3");

    /// <summary>The parents of a device lead back to it.</summary>
    public static readonly DiagnosticDescriptor ParentDeviceCycle = new("OVF2310", DiagnosticSeverity.Error, "device is its own ancestor", "DSP0243 §8.3");

    /// <summary>Two devices have the same parent and the same address on it.</summary>
    public static readonly DiagnosticDescriptor AddressTaken = new("OVF2311", DiagnosticSeverity.Warning, "two devices in one slot", "DSP0243 §8.3");

    /// <summary>The <c>rasd:HostResource</c> of a device names a disk or file that is not listed.</summary>
    public static readonly DiagnosticDescriptor UnknownHostResource =
        new("OVF2312", DiagnosticSeverity.Error, "backing of a device is not listed", "DSP0243 §8.3");

    /// <summary>The <c>rasd:HostResource</c> of a device is neither a disk nor a file of the package.</summary>
    public static readonly DiagnosticDescriptor HostResourceUnreadable =
        new("OVF2313", DiagnosticSeverity.Warning, "backing of a device is not understood", "DSP0243 §8.3");

    /// <summary>A quantity, reservation, limit or weight of a device is not a number.</summary>
    public static readonly DiagnosticDescriptor QuantityUnreadable = new("OVF2314", DiagnosticSeverity.Error, "quantity is not a number", "DSP0243 §8.3");

    /// <summary>The processors or the memory of a system come without their quantity.</summary>
    public static readonly DiagnosticDescriptor QuantityMissing =
        new("OVF2315", DiagnosticSeverity.Error, "processors or memory without a quantity", "DSP0243 §8.3");

    /// <summary>A quantity of a device makes no sense.</summary>
    public static readonly DiagnosticDescriptor QuantityUnlikely = new("OVF2316", DiagnosticSeverity.Warning, "quantity is zero or negative", "DSP0243 §8.3");

    /// <summary>The unit of the memory is none of bytes.</summary>
    public static readonly DiagnosticDescriptor MemoryUnitUnknown = new("OVF2317", DiagnosticSeverity.Warning, "unit of memory is not known", "DSP0243 §8.3");

    /// <summary>A system has several devices for its processors or for its memory.</summary>
    public static readonly DiagnosticDescriptor SeveralOfOne = new("OVF2318", DiagnosticSeverity.Warning, "processors or memory twice", "DSP0243 §8.3");

    /// <summary>The hardware of a system lacks processors or memory.</summary>
    public static readonly DiagnosticDescriptor HardwareIncomplete =
        new("OVF2319", DiagnosticSeverity.Warning, "hardware without processors or memory", "DSP0243 §8.1");

    /// <summary>A device's <c>ovf:bound</c> is none of <c>min</c>, <c>max</c> and <c>normal</c>.</summary>
    public static readonly DiagnosticDescriptor UnknownBound = new("OVF2401", DiagnosticSeverity.Error, "unknown bound", "DSP0243 §8.4");

    /// <summary>The limit of a range belongs to no device.</summary>
    public static readonly DiagnosticDescriptor BoundWithoutDevice = new("OVF2402", DiagnosticSeverity.Error, "bound of no device", "DSP0243 §8.4");

    /// <summary>A device has the same limit twice.</summary>
    public static readonly DiagnosticDescriptor RepeatedBound = new("OVF2403", DiagnosticSeverity.Error, "bound occurs twice", "DSP0243 §8.4");

    /// <summary>The limits of a range contradict each other.</summary>
    public static readonly DiagnosticDescriptor RangeInverted = new("OVF2404", DiagnosticSeverity.Error, "range ends before it begins", "DSP0243 §8.4");

    /// <summary>The limit of a range says no quantity.</summary>
    public static readonly DiagnosticDescriptor BoundWithoutValue = new("OVF2405", DiagnosticSeverity.Warning, "bound without a value", "DSP0243 §8.4");
}
