namespace OvfKit.Model;

/// <summary>A disk drive of a virtual system with what it is joined to. A snapshot.</summary>
/// <param name="Item">The hardware item.</param>
/// <param name="Disk">The disk of the package that backs it, or null for none or another backing.</param>
/// <param name="Controller">The controller it is attached to, or null.</param>
/// <param name="Bus">The address of the controller among those of its kind, or null.</param>
/// <param name="Unit">The address of the drive on its controller, or null.</param>
public sealed record DiskDrive(HardwareItem Item, VirtualDisk? Disk, HardwareItem? Controller, string? Bus, string? Unit);
